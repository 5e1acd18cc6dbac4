// The principles of a design that scales, and its pitfalls. The rules themselves say which one they protect.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "rules/all_rules.h"
#include "rules/assessment/scorecard.h"

namespace loadline {

std::span<const Principle> all_principles() {
  static constexpr std::array kPrinciples = {
      Principle{"modularity", "Modularity", "Can each module be built, tested and replaced alone?", false,
                Element::module},
      Principle{"services", "Services", "Can each service fail, and be deployed, without the others?", false,
                Element::service},
      Principle{"statelessness", "Statelessness", "Can any instance answer any request?", false, Element::handler},
      Principle{"elasticity", "Elasticity", "Can instances come and go, anywhere?", false, Element::service},
      Principle{"asynchrony", "Asynchrony", "Do threads work rather than wait?", false, Element::handler},
      Principle{"contracts", "API contracts", "Can the API change without breaking its clients?", false,
                Element::route},
      Principle{"coupling", "Coupling", "Does a change stay where it is made?", true, Element::module,
                "propagation-cost"},
      Principle{"observability", "Observability", "Would anybody see it fail?", true, Element::handler},
      Principle{"stores", "Data stores", "Does each kind of data live in a store that fits it?", true, Element::module},
      Principle{"over-engineering", "Simplicity", "Does every abstraction earn its keep?", true, Element::module},
  };
  return kPrinciples;
}

std::vector<const Rule*> rules_of(const Principle& principle) {
  std::vector<const Rule*> rules;
  for (const Rule* rule : all_rules()) {
    if (rule->principle == principle.id) rules.push_back(rule);
  }
  return rules;
}

}  // namespace loadline
