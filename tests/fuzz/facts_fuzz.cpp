// A file of the cache that is broken or made by somebody: a miss, or facts that everything after them can bear.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "analyzers/facts/stored_facts.h"
#include "analyzers/model/program_builder.h"
#include "rules/all_rules.h"
#include "rules/engine/rule.h"
#include "tests/support/sample_facts.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

std::optional<loadline::TuFacts> decode(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint64_t> aligned(size / 8 + 1);
  if (size > 0) std::memcpy(aligned.data(), data, size);
  return loadline::decode_facts({reinterpret_cast<const char*>(aligned.data()), size});
}

}  // namespace

// What is cut or grown breaks the offsets of a stored table, and only the first check would ever be tried. So facts that
// are whole are changed in place, where their numbers are; what cannot be read starts over from facts that can.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned int seed) {
  std::minstd_rand random(seed);
  if (random() % 8 == 0) return LLVMFuzzerMutate(data, size, max_size);
  if (!decode(data, size)) {
    const std::string sample = loadline::encode_facts(loadline::test::sample_facts());
    if (sample.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
    std::memcpy(data, sample.data(), sample.size());
    size = sample.size();
  }
  for (int tries = 0; tries < 8; ++tries) {
    const std::vector<std::uint8_t> before(data, data + size);
    const std::size_t length = std::min<std::size_t>(size, 1 + random() % 16), at = random() % (size - length + 1);
    LLVMFuzzerMutate(data + at, length, length);
    if (decode(data, size)) break;
    if (random() % 4 == 0) break;  // now and then a broken one
    std::copy(before.begin(), before.end(), data);
  }
  return size;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::optional<loadline::TuFacts> facts = decode(data, size);
  if (!facts) return 0;
  loadline::ProgramBuilder builder;
  builder.add(*facts);
  const loadline::Program program = std::move(builder).build();
  const loadline::Architecture architecture;
  const std::vector<loadline::BuildTarget> targets;
  const loadline::Analyses analyses(program, architecture, targets);
  loadline::run_rules(loadline::all_rules(), analyses, loadline::default_rule_settings(), "");
  return 0;
}
