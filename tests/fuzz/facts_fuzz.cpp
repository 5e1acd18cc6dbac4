// A file of the cache that is broken or made by somebody: a miss, or facts that everything after them can bear.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

#include "analyzers/facts/stored_facts.h"
#include "analyzers/model/program_builder.h"
#include "rules/rule.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint64_t> aligned(size / 8 + 1);
  if (size > 0) std::memcpy(aligned.data(), data, size);
  const auto facts = loadline::decode_facts({reinterpret_cast<const char*>(aligned.data()), size});
  if (!facts) return 0;
  loadline::ProgramBuilder builder;
  builder.add(*facts);
  const loadline::Program program = std::move(builder).build();
  const loadline::Architecture architecture;
  const std::vector<loadline::BuildTarget> targets;
  const loadline::Analyses analyses(program, architecture, targets);
  loadline::run_rules(analyses, loadline::default_rule_settings(), "");
  return 0;
}
