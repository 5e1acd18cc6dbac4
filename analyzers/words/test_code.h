// Which files are tests, benchmarks and examples: what they do is not what runs in production.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace loadline {

// By a folder ("tests/", "bench/", "examples/", …) or by a word at either end of the file's name ("x_test.cpp", "TestX.cpp",
// "x.t.cpp", "mock_x.h").
bool is_test_code(std::string_view path);

// Written by a generator of protobuf, gRPC, Thrift, Qt or FlatBuffers, by its name.
bool is_generated(std::string_view path);

}  // namespace loadline
