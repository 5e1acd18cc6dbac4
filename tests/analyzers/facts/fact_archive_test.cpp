// An archive of facts gives back what was put in, in any order, or says that it cannot.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "analyzers/facts/fact_archive.h"
#include "analyzers/facts/stored_facts.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;

namespace {

TuFacts facts_of(const char* path) {
  TuFacts facts;
  add_file(facts, path);
  return facts;
}

std::string archive_of(std::vector<std::string> units) {
  std::ostringstream out;
  write_fact_archive(out, "about", std::move(units));
  return out.str();
}

struct Read {
  ArchiveFault fault;
  std::string about;
  std::vector<std::string> units;  // encoded again
};

Read read(const std::string& bytes) {
  Read result{};
  std::istringstream in(bytes);
  result.fault =
      read_fact_archive(in, result.about, [&](const TuFacts& facts) { result.units.push_back(encode_facts(facts)); });
  return result;
}

}  // namespace

TEST_CASE("an archive gives back its text and the facts of every unit") {
  const std::string counter = encode_facts(sample_facts()), other = encode_facts(facts_of("b.cc"));
  const Read result = read(archive_of({counter, other, counter}));
  CHECK(result.fault == ArchiveFault::none);
  CHECK(result.about == "about");
  CHECK(result.units.size() == 3);
  CHECK(std::count(result.units.begin(), result.units.end(), counter) == 2);
  CHECK(read(archive_of({})).fault == ArchiveFault::none);
}

TEST_CASE("the order in which units came does not show in an archive") {
  const std::string a = encode_facts(facts_of("a.cc")), b = encode_facts(facts_of("b.cc"));
  CHECK(archive_of({a, b}) == archive_of({b, a}));
}

TEST_CASE("an archive that was cut off or changed anywhere is damaged, and never a crash") {
  const std::string good = archive_of({encode_facts(sample_facts())});
  const std::size_t first_line = good.find('\n') + 1;
  for (std::size_t size = first_line; size < good.size(); ++size) {
    CHECK(read(good.substr(0, size)).fault == ArchiveFault::damaged);
  }
  for (std::size_t at = first_line; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x80);
    CHECK(read(bad).fault == ArchiveFault::damaged);
  }
  CHECK(read(good + 'x').fault == ArchiveFault::damaged);
}

TEST_CASE("an archive of other facts and a file that is not an archive get different answers") {
  CHECK(read("loadline facts 0\n").fault == ArchiveFault::other_version);
  CHECK(read("loadline facts \n").fault == ArchiveFault::other_version);
  for (const char* text : {"", "{}", "loadline", "\n", "#!/bin/sh\n"}) {
    CHECK(read(text).fault == ArchiveFault::foreign);
  }
  CHECK(read(std::string(5000, 'x')).fault == ArchiveFault::foreign);
}
