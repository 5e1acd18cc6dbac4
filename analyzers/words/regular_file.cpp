// Opens a file without waiting for its other end, and reads it if it is a regular one.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

namespace loadline {

std::string FileText::why_not() const {
  if (error != 0) return std::strerror(error);
  return is_regular ? "it is too large" : "it is a folder, a device or a pipe";
}

FileText read_regular_file(const std::filesystem::path& path, std::size_t most) {
  FileText file;
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat status{};
  if (descriptor < 0 || fstat(descriptor, &status) != 0) {
    file.error = errno;
  } else if (!S_ISREG(status.st_mode)) {
    file.is_regular = false;
  } else {
    constexpr std::size_t kPart = std::size_t{1} << 16;
    file.text.reserve(std::min(most, static_cast<std::size_t>(status.st_size)) + 1);
    for (ssize_t got = 1; got > 0 && file.text.size() <= most;) {
      const std::size_t size = file.text.size();
      file.text.resize(size + kPart);
      do {
        got = read(descriptor, file.text.data() + size, kPart);
      } while (got < 0 && errno == EINTR);
      if (got < 0) file.error = errno;
      file.text.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
    file.is_too_large = file.text.size() > most;
  }
  if (descriptor >= 0) close(descriptor);
  if (!file.is_read()) file.text.clear();
  return file;
}

}  // namespace loadline
