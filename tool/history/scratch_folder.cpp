// Makes, fills and removes a temporary folder.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/scratch_folder.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <system_error>
#include <utility>
#include <vector>

#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "tool/history/interruption.h"

namespace loadline {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "loadline-scratch-";
constexpr std::size_t kRandomLetters = 6;
constexpr std::time_t kLeftAfterSeconds = 60;  // a folder that was made just now may not be locked yet

// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(const std::string& what, const fs::path& path, int error) {
  throw AnalysisFailure(fmt::format("cannot {} {}: {}", what, terminal_text(path.string()), std::strerror(error)),
                        "TMPDIR says where temporary files go");
}

// Whether the error is about the name and not about the disk.
bool is_taken(int error) {
  return error == EEXIST || error == ENOTDIR || error == ELOOP || error == ENAMETOOLONG || error == EISDIR ||
         error == EINVAL;
}

// Opens the folder `inside`, or makes it, without following a link. -1 with errno if something else has the place.
Descriptor open_folder(int root, const fs::path& inside) {
  Descriptor folder(fcntl(root, F_DUPFD_CLOEXEC, 0));
  for (const fs::path& part : inside) {
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      errno = EINVAL;
      return Descriptor(-1);
    }
    if (mkdirat(folder.get(), part.c_str(), 0700) != 0 && errno != EEXIST) return Descriptor(-1);
    folder = Descriptor(openat(folder.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (folder.get() < 0) return folder;
  }
  return folder;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// A folder that a killed run left: ours by name, owner and rights, old enough, and locked by nobody.
bool is_left_over(const fs::path& path) {
  const std::string name = path.filename().string();
  if (!name.starts_with(kPrefix) || name.size() != kPrefix.size() + kRandomLetters) return false;
  const Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status{};
  if (folder.get() < 0 || fstat(folder.get(), &status) != 0) return false;
  const bool is_ours = status.st_uid == geteuid() && (status.st_mode & 07777) == 0700;
  return is_ours && status.st_mtime < std::time(nullptr) - kLeftAfterSeconds &&
         flock(folder.get(), LOCK_EX | LOCK_NB) == 0;
}

void remove_left_overs(const fs::path& temporary) {
  std::error_code error;
  std::vector<fs::path> left;
  for (fs::directory_iterator at(temporary, error), end; !error && at != end; at.increment(error)) {
    if (is_left_over(at->path())) left.push_back(at->path());
  }
  for (const fs::path& path : left) fs::remove_all(path, error);
}

}  // namespace

ScratchFolder::ScratchFolder() {
  std::error_code error;
  const fs::path temporary = fs::temp_directory_path(error);
  if (error) fail("use the folder for temporary files", std::getenv("TMPDIR") ? std::getenv("TMPDIR") : "/tmp", ENOENT);
  remove_left_overs(temporary);
  std::string name = (temporary / kPrefix).string() + std::string(kRandomLetters, 'X');
  const Interruption::Lock no_interruption;  // from here until the folder is known to it
  if (mkdtemp(name.data()) == nullptr) fail("make a temporary folder in", temporary, errno);
  path_ = fs::canonical(name, error);
  if (error) path_ = name;
  descriptor_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor_ < 0) fail("open", path_, errno);
  flock(descriptor_, LOCK_EX | LOCK_NB);
  Interruption::remove_then(path_);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  Interruption::forget(path_);
  close(descriptor_);
}

bool ScratchFolder::make_folder(const fs::path& inside) const {
  if (open_folder(descriptor_, inside).get() >= 0) return true;
  if (!is_taken(errno)) fail("make the folder", path_ / inside, errno);
  return false;
}

bool ScratchFolder::write_file(const fs::path& inside, std::string_view bytes) const {
  const Descriptor folder = open_folder(descriptor_, inside.parent_path());
  const Descriptor file(folder.get() < 0 ? -1
                                         : openat(folder.get(), inside.filename().c_str(),
                                                  O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (file.get() < 0) {
    if (!is_taken(errno)) fail("write", path_ / inside, errno);
    return false;
  }
  if (!write_all(file.get(), bytes)) fail("write", path_ / inside, errno);
  return true;
}

bool ScratchFolder::make_link(const fs::path& inside, const std::string& target) const {
  const Descriptor folder = open_folder(descriptor_, inside.parent_path());
  if (folder.get() >= 0 && symlinkat(target.c_str(), folder.get(), inside.filename().c_str()) == 0) return true;
  if (!is_taken(errno)) fail("make the link", path_ / inside, errno);
  return false;
}

bool ScratchFolder::replace_file(const fs::path& inside, std::string_view bytes) const {
  const Descriptor folder = open_folder(descriptor_, inside.parent_path());
  if (folder.get() >= 0) unlinkat(folder.get(), inside.filename().c_str(), 0);
  return write_file(inside, bytes);
}

}  // namespace loadline
