// A file in memory: its size first, written last.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/files/shared_bytes.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace loadline::frontend {
namespace {

bool write_at(int file, const void* bytes, std::size_t size, std::uint64_t place) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t count = ::pwrite(file, at, size, static_cast<off_t>(place));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += count;
    place += static_cast<std::uint64_t>(count);
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

SharedBytes::SharedBytes() : file_(::memfd_create("loadline", MFD_CLOEXEC)) {}

SharedBytes::~SharedBytes() {
  if (file_ >= 0) ::close(file_);
}

bool SharedBytes::write(std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  return write_at(file_, bytes.data(), bytes.size(), sizeof(size)) && write_at(file_, &size, sizeof(size), 0);
}

std::string_view SharedBytes::read(std::shared_ptr<const void>* keeper) const {
  std::uint64_t size = 0;
  if (::pread(file_, &size, sizeof(size), 0) != sizeof(size) || size == 0) return {};
  const std::size_t length = size + sizeof(size);
  void* mapped = ::mmap(nullptr, length, PROT_READ, MAP_SHARED, file_, 0);
  if (mapped == MAP_FAILED) return {};
  *keeper = std::shared_ptr<const void>(mapped, [length](const void* at) { ::munmap(const_cast<void*>(at), length); });
  return {static_cast<const char*>(mapped) + sizeof(size), size};
}

}  // namespace loadline::frontend
