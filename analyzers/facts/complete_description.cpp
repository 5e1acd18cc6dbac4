// Does not compile when fact_fields.h misses a field or a list of facts.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/complete_description.h"

#include <tuple>
#include <vector>

namespace loadline::fields {

namespace {

template <class Lists, class... Fact>
consteval bool are_described(const std::tuple<std::vector<Fact> Lists::*...>&) {
  return (describes_each_member_once<Fact>() && ...);
}
static_assert(are_described(kTuLists) && are_described(kBodyLists) && describes_each_member_once<PlaceFact>(),
              "fact_fields.h misses a field of a fact, or has one twice");
static_assert(sizeof(BodyLists) == std::tuple_size_v<decltype(kBodyLists)> * sizeof(std::vector<FunctionFact>) &&
                  sizeof(TuFacts) == sizeof(BodyLists) + sizeof(TuFacts::texts) +
                                         std::tuple_size_v<decltype(kTuLists)> * sizeof(std::vector<FileFact>),
              "fact_fields.h misses a list of facts");

}  // namespace

}  // namespace loadline::fields
