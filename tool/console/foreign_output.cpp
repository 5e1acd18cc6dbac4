// Swaps descriptors for the time that libraries work.
// SPDX-License-Identifier: Apache-2.0
#include "tool/console/foreign_output.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <iostream>

#if defined(__has_feature)
#define LOADLINE_IS_SANITIZED \
  (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(undefined_behavior_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LOADLINE_IS_SANITIZED 1
#else
#define LOADLINE_IS_SANITIZED 0
#endif

namespace loadline {

namespace {

// Not buffered, like std::cerr.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor) {}

 protected:
  int_type overflow(int_type byte) override {
    const char c = traits_type::to_char_type(byte);
    return xsputn(&c, 1) == 1 ? traits_type::not_eof(byte) : traits_type::eof();
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    std::streamsize done = 0;
    while (done < size) {
      const ssize_t written = ::write(descriptor_, text + done, static_cast<std::size_t>(size - done));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) break;
      done += written;
    }
    return done;
  }

 private:
  int descriptor_;
};

}  // namespace

ForeignOutput::ForeignOutput() {
#if !LOADLINE_IS_SANITIZED  // whose reports must be seen
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  std::fflush(nullptr);
  stdout_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  stderr_ = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  // A stream that was closed stays closed.
  if (stdout_ >= 0) ::dup2(nowhere, STDOUT_FILENO);
  if (stderr_ >= 0) {
    ::dup2(nowhere, STDERR_FILENO);
    buffer_ = std::make_unique<DescriptorBuffer>(stderr_);
    cerr_ = std::cerr.rdbuf(buffer_.get());
  }
  ::close(nowhere);
#endif
}

ForeignOutput::~ForeignOutput() {
  std::fflush(nullptr);
  if (stderr_ >= 0) {
    std::cerr.rdbuf(cerr_);
    ::dup2(stderr_, STDERR_FILENO);
    ::close(stderr_);
  }
  if (stdout_ >= 0) {
    ::dup2(stdout_, STDOUT_FILENO);
    ::close(stdout_);
  }
}

}  // namespace loadline
