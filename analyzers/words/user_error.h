// The one exception of loadline: a mistake in what the user gave (config, flags, compile database), not a bug of ours.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace loadline {

// Thrown anywhere outside Clang's frames, caught once in tool/main.cpp: prints `what` and `hint`, exits with 2.
class UserError : public std::runtime_error {
 public:
  // `what`: what is wrong and where. `hint`: what to do about it; may be empty.
  UserError(const std::string& what, std::string hint) : std::runtime_error(what), hint_(std::move(hint)) {}
  const std::string& hint() const { return hint_; }

 private:
  std::string hint_;
};

// The analysis could not be started or finished (a full disk, an unwritable output): exits with 3.
class AnalysisFailure : public UserError {
  using UserError::UserError;
};

}  // namespace loadline
