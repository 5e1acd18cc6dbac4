// Opens files with care: not every name in a directory is a file with an end.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/files/regular_files.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <llvm/Support/MemoryBuffer.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>

#include "analyzers/frontend/files/source_text.h"

namespace loadline::frontend {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

std::error_code last_error() { return {errno, std::generic_category()}; }

// The kernel's own files have no size and may have no end.
bool is_made_up(int file) {
  struct statfs system{};
  if (::fstatfs(file, &system) != 0) return false;
  return system.f_type == PROC_SUPER_MAGIC || system.f_type == SYSFS_MAGIC;
}

std::string path_of(int file, const std::string& asked) {
  char path[4096];
  const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path, sizeof(path));
  return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : asked;
}

// Up to the size that it had when it was opened: what is appended meanwhile is left out.
std::unique_ptr<llvm::MemoryBuffer> read_bytes(int file, std::size_t size, const std::string& name) {
  auto buffer = llvm::WritableMemoryBuffer::getNewUninitMemBuffer(size, name);
  if (buffer == nullptr) return nullptr;
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::read(file, buffer->getBufferStart() + done, size - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return nullptr;
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  if (done == size) return buffer;
  return llvm::MemoryBuffer::getMemBufferCopy({buffer->getBufferStart(), done}, name);
}

class RegularFile : public llvm::vfs::File {
 public:
  RegularFile(llvm::vfs::Status status, std::unique_ptr<llvm::MemoryBuffer> bytes)
      : status_(std::move(status)), bytes_(std::move(bytes)) {}

  llvm::ErrorOr<llvm::vfs::Status> status() override { return status_; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine& name, std::int64_t, bool,
                                                               bool) override {
    if (bytes_ == nullptr) return std::make_error_code(std::errc::bad_file_descriptor);
    if (bytes_->getBufferIdentifier() == name.str()) return std::move(bytes_);
    return llvm::MemoryBuffer::getMemBufferCopy(bytes_->getBuffer(), name);
  }
  std::error_code close() override { return {}; }

 private:
  llvm::vfs::Status status_;
  std::unique_ptr<llvm::MemoryBuffer> bytes_;
};

class RegularFiles : public llvm::vfs::ProxyFileSystem {
 public:
  explicit RegularFiles(ReadLog& log) : ProxyFileSystem(llvm::vfs::createPhysicalFileSystem()), log_(log) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine& path) override {
    auto status = ProxyFileSystem::status(path);
    if (status && !status->isRegularFile() && !status->isDirectory()) {
      return std::make_error_code(std::errc::operation_not_permitted);
    }
    return status;
  }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override {
    llvm::SmallString<256> absolute;
    path.toVector(absolute);
    if (const std::error_code error = makeAbsolute(absolute)) return error;
    auto content = read_regular_file(absolute.str().str(), log_);
    if (!content) return content.getError();
    // After the content: it tells the size that was read, whatever the file has become.
    auto found = ProxyFileSystem::status(path);
    if (!found) return found.getError();
    llvm::vfs::Status status(path.str(), found->getUniqueID(), found->getLastModificationTime(), found->getUser(),
                             found->getGroup(), content->bytes->getBufferSize(), found->getType(),
                             found->getPermissions());
    return std::make_unique<RegularFile>(std::move(status), std::move(content->bytes));
  }

 private:
  ReadLog& log_;
};

}  // namespace

llvm::ErrorOr<FileContent> read_regular_file(const std::string& path, ReadLog& log) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat status{};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return last_error();
  if (S_ISDIR(status.st_mode)) return std::make_error_code(std::errc::is_a_directory);
  if (!S_ISREG(status.st_mode) || is_made_up(file.number())) {
    return std::make_error_code(std::errc::operation_not_permitted);
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > kLargestFile) return std::make_error_code(std::errc::file_too_large);
  FileContent content;
  content.bytes = read_bytes(file.number(), size, path);
  if (content.bytes == nullptr) return last_error();
  if (const std::optional<std::string> text = readable_text(content.bytes->getBuffer())) {
    content.bytes = llvm::MemoryBuffer::getMemBufferCopy(*text, path);
  }
  content.path = path_of(file.number(), path);
  content.digest = content_digest(content.bytes->getBuffer());
  log.note(content.path, content.digest);
  return content;
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> regular_files(ReadLog& log) {
  return llvm::makeIntrusiveRefCnt<RegularFiles>(log);
}

}  // namespace loadline::frontend
