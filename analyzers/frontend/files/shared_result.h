// What one worker process makes and others load, with what became of it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "analyzers/frontend/files/shared_bytes.h"

namespace loadline::frontend {

// Made before the processes are started.
class SharedResult {
 public:
  enum class State : std::uint64_t {
    none,           // not made yet
    failed,         // it cannot be made
    from_store,     // it was stored before
    may_be_stored,  // it is new
    doubtful        // it is new, and a file changed while it was made
  };

  // `stored_form`: of stored_result.h; "" for what failed.
  void share(State state, std::string_view stored_form) {
    const auto value = static_cast<std::uint64_t>(state);
    bytes_.write(std::string(reinterpret_cast<const char*>(&value), sizeof(value)).append(stored_form));
  }
  State state() const {
    std::shared_ptr<const void> keeper;
    const std::string_view bytes = bytes_.read(&keeper);
    return bytes.size() < sizeof(State) ? State::none : *reinterpret_cast<const State*>(bytes.data());
  }
  // 8-byte aligned, for as long as `keeper` lives; "" when there is none.
  std::string_view stored_form(std::shared_ptr<const void>* keeper) const {
    const std::string_view bytes = bytes_.read(keeper);
    return bytes.size() < sizeof(State) ? std::string_view() : bytes.substr(sizeof(State));
  }

 private:
  SharedBytes bytes_;
};

}  // namespace loadline::frontend
