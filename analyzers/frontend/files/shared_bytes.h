// Bytes that one process writes once and others read, in memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

namespace loadline::frontend {

// Made before the processes are started. Writing makes the bytes visible as a whole or not at all.
class SharedBytes {
 public:
  SharedBytes();
  ~SharedBytes();
  SharedBytes(const SharedBytes&) = delete;
  SharedBytes& operator=(const SharedBytes&) = delete;

  // False when there is no memory for it.
  bool write(std::string_view bytes);
  // What was written, 8-byte aligned, for as long as `keeper` lives; "" when nothing was.
  std::string_view read(std::shared_ptr<const void>* keeper) const;

 private:
  int file_;
};

}  // namespace loadline::frontend
