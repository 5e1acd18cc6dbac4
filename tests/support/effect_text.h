// Builds a Program with function bodies in a few lines, so that effects and handlers are tested without Clang.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline::test {

// Places are written as in the front end's fixtures: "this.n_", "parameter#0.n", "static app::total", "local",
// "call-result#1", "capture count". A callable among arguments is "&app::run", a literal "'text'" or "15".
struct BodyText {
  BodyText(std::string symbol_name, std::string kind = "function");

  BodyText& writes(const std::string& place, WriteHow how = WriteHow::assign);
  // `arguments` are places, callables and literals, each with a passing: "reference this.n_", "value 'x'".
  // `callee` may say what it takes: "Shop::Stub::Buy (grpc::ClientContext *)".
  BodyText& calls(const std::string& callee, const std::string& object = "", std::vector<std::string> arguments = {},
                  std::uint16_t flags = 0);
  BodyText& returns(const std::string& place);
  BodyText& captures(const std::string& variable, const std::string& place, bool by_copy = false);
  BodyText& catches_all(bool is_empty);
  // Lines count up with each write and call; the guard holds from the next one on to the end.
  BodyText& locks(const std::string& place);

  struct Call {
    std::string callee, object;
    std::vector<std::string> arguments;
    std::uint16_t flags;
    std::uint32_t line;
  };
  struct Write {
    std::string place;
    WriteHow how;
    std::uint32_t line;
  };
  std::string name, kind;
  std::vector<Call> call_list;
  std::vector<Write> write_list;
  std::vector<std::string> return_list;
  struct Capture {
    std::string variable, place;
    bool by_copy;
  };
  std::vector<Capture> capture_list;
  std::vector<std::pair<std::string, std::uint32_t>> guards;
  std::vector<std::pair<bool, std::uint32_t>> catch_list;
  std::uint32_t line = 1;
};

// The bodies in one file "app.cc". Symbols get the flags in `flags` by name; `overrides` holds pairs "derived > base",
// `members` what is in what, with their kinds: "method Api::list in class Api".
Program program_of(const std::vector<BodyText>& bodies,
                   const std::vector<std::pair<std::string, std::uint32_t>>& flags = {},
                   const std::vector<std::string>& overrides = {}, const std::vector<std::string>& members = {});

}  // namespace loadline::test
