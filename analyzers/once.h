// A value that is computed once, when it is first asked for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>

namespace loadline {

// Any number of threads may ask; those that come while one of them computes wait for it. Values that ask for each other in
// a cycle would wait forever. When `make` throws, the next to ask tries again.
template <class Value>
class Once {
 public:
  template <class Make>
  const Value& get(Make make) const {
    std::call_once(flag_, [&] { value_.reset(new Value(make())); });
    return *value_;
  }

 private:
  mutable std::once_flag flag_;
  mutable std::unique_ptr<Value> value_;
};

}  // namespace loadline
