// Reads and makes the file of the secret.
// SPDX-License-Identifier: Apache-2.0
#include "tool/cache_secret.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace loadline {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

enum class Found { yes, no, unusable };

Found read_secret(const fs::path& file, Secret& secret, std::string& problem) {
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!opened.is_open() && errno == ENOENT) return Found::no;
  struct stat status{};
  const bool is_mine = opened.is_open() && ::fstat(opened.number(), &status) == 0 && S_ISREG(status.st_mode) &&
                       status.st_uid == ::geteuid() && (status.st_mode & 077) == 0;
  if (is_mine && status.st_size == static_cast<off_t>(secret.size()) &&
      ::read(opened.number(), secret.data(), secret.size()) == static_cast<ssize_t>(secret.size())) {
    return Found::yes;
  }
  problem = file.string() + " is not a key that only you can read; remove it, and a new one is made";
  return Found::unusable;
}

// Under a name of its own first: whoever is faster gives the secret to all.
bool make_secret(const fs::path& file, std::string& problem) {
  Secret secret;
  const fs::path temporary = file.string() + ".tmp-" + std::to_string(::getpid());
  ::unlink(temporary.c_str());
  const Descriptor made(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  const bool is_written = made.is_open() &&
                          ::getrandom(secret.data(), secret.size(), 0) == static_cast<ssize_t>(secret.size()) &&
                          ::write(made.number(), secret.data(), secret.size()) == static_cast<ssize_t>(secret.size());
  const bool is_there = is_written && (::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST);
  if (!is_there) problem = "cannot write " + file.string() + ": " + std::strerror(errno);
  ::unlink(temporary.c_str());
  return is_there;
}

}  // namespace

std::optional<Secret> secret_in(const fs::path& folder, std::string& problem) {
  const fs::path file = folder / "key";
  Secret secret;
  Found found = read_secret(file, secret, problem);
  if (found == Found::no && make_secret(file, problem)) found = read_secret(file, secret, problem);
  return found == Found::yes ? std::optional(secret) : std::nullopt;
}

}  // namespace loadline
