// Writes results through file descriptors, because streams of the standard library lose the reason of a failure.
// SPDX-License-Identifier: Apache-2.0
#include "tool/console/output.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <streambuf>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"

namespace loadline {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& file, int error) {
  const char* hint = error == ENOSPC || error == EDQUOT ? "free some space, or write to another disk"
                     : error == ENOENT                  ? "create the folder first"
                     : error == EACCES || error == EROFS || error == EPERM
                         ? "choose a folder that this user may write to"
                         : "";
  throw AnalysisFailure(fmt::format("cannot write {}: {}", terminal_text(file), std::strerror(error)), hint);
}

// Buffers bytes for a descriptor and remembers the first error.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }

  int error() const { return error_; }

 protected:
  int_type overflow(int_type byte) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(byte, traits_type::eof())) sputc(traits_type::to_char_type(byte));
    return traits_type::not_eof(byte);
  }

  int sync() override {
    const char* from = pbase();
    while (error_ == 0 && from < pptr()) {
      const ssize_t written = ::write(descriptor_, from, static_cast<std::size_t>(pptr() - from));
      if (written >= 0) {
        from += written;
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return error_ == 0 ? 0 : -1;
  }

 private:
  int descriptor_;
  int error_ = 0;
  std::array<char, 1 << 16> bytes_;
};

// The error that stopped the writing, 0 when all bytes went out.
int write_to(int descriptor, const std::function<void(std::ostream&)>& write) {
  DescriptorBuffer buffer(descriptor);
  std::ostream stream(&buffer);
  write(stream);
  stream.flush();
  if (stream) return 0;
  return buffer.error() != 0 ? buffer.error() : EIO;
}

// Closes on the way out; close() is where some file systems report a full disk.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  int close() { return ::close(std::exchange(number_, -1)) == 0 ? 0 : errno; }

 private:
  int number_;
};

// Devices, pipes and the links of /dev and /proc ("/dev/stdout") are written in place. Any other link is replaced by
// the file, never followed: a link in a checked-out tree must not lead the program out of it.
bool is_written_in_place(const fs::path& file) {
  const std::string path = fs::absolute(file).lexically_normal().string();
  if (path.starts_with("/dev/") || path.starts_with("/proc/")) return true;
  std::error_code error;
  const fs::file_status status = fs::symlink_status(file, error);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_symlink(status);
}

void write_in_place(const std::string& file, const std::function<void(std::ostream&)>& write) {
  Descriptor target(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (target.get() < 0) fail(file, errno);
  int error = write_to(target.get(), write);
  if (const int closed = target.close(); error == 0) error = closed;
  if (error != 0) fail(file, error);
}

// A file that disappears unless it is renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& target)
      : path_((target.parent_path() / ("." + target.filename().string() + "." + std::to_string(::getpid()))).string()) {
    ::unlink(path_.c_str());  // left behind by a killed process of the same number
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    error_ = descriptor_ < 0 ? errno : 0;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (error_ == 0 && !is_renamed_) ::unlink(path_.c_str());
  }

  int descriptor() const { return descriptor_; }
  int error() const { return error_; }
  int rename_to(const std::string& target) {
    if (::rename(path_.c_str(), target.c_str()) != 0) return errno;
    is_renamed_ = true;
    return 0;
  }

 private:
  std::string path_;
  int descriptor_ = -1;
  int error_ = 0;
  bool is_renamed_ = false;
};

void write_by_rename(const std::string& file, const std::function<void(std::ostream&)>& write) {
  TemporaryFile temporary(file);
  if (temporary.error() != 0) fail(file, temporary.error());
  Descriptor descriptor(temporary.descriptor());
  struct stat old{};
  if (::lstat(file.c_str(), &old) == 0 && S_ISREG(old.st_mode)) ::fchmod(descriptor.get(), old.st_mode & 0777);
  int error = write_to(descriptor.get(), write);
  if (const int closed = descriptor.close(); error == 0) error = closed;
  if (error == 0) error = temporary.rename_to(file);
  if (error != 0) fail(file, error);
}

}  // namespace

void write_output(const std::string& file, const std::function<void(std::ostream&)>& write) {
  std::error_code ignored;
  if (file.empty() || file == "-") {
    if (const int error = write_to(STDOUT_FILENO, write); error != 0) fail("to stdout", error);
  } else if (fs::is_directory(file, ignored)) {
    fail(file, EISDIR);
  } else if (is_written_in_place(file)) {
    write_in_place(file, write);
  } else {
    write_by_rename(file, write);
  }
}

void require_no_page(const std::string& file, std::string_view format) {
  std::string extension = fs::path(file).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const std::string_view page : {".html", ".htm", ".xhtml", ".shtml", ".svg"}) {
    if (extension != page) continue;
    throw UserError(fmt::format("{} would hold {}, which a browser takes for markup", terminal_text(file), format),
                    "give the file another extension, or choose a format that is a page");
  }
}

}  // namespace loadline
