// The principles of a design that scales and the pitfalls on the way, with the rules that protect each.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analyzers/structure/coupling.h"
#include "rules/assessment/scorecard.h"

namespace loadline {
namespace {

using Ids = std::string_view;

constexpr std::array kModularity = {Ids("dependency-cycle"),       Ids("layer-violation"), Ids("forbidden-dependency"),
                                    Ids("independence-violation"), Ids("private-access"),  Ids("undeclared-dependency"),
                                    Ids("unassigned-file"),        Ids("unused-include"),  Ids("hidden-dependency"),
                                    Ids("mixed-concerns"),         Ids("god-module"),      Ids("low-cohesion")};
constexpr std::array kServices = {Ids("service-coupling"), Ids("missing-timeout"), Ids("synchronous-chain"),
                                  Ids("shared-database")};
constexpr std::array kStatelessness = {Ids("stateful-handler"), Ids("unguarded-state"), Ids("local-disk-state")};
constexpr std::array kElasticity = {Ids("hardcoded-endpoint"), Ids("hardcoded-path"),
                                    Ids("fixed-concurrency"),  Ids("no-graceful-shutdown"),
                                    Ids("no-health-endpoint"), Ids("no-environment-config")};
constexpr std::array kAsynchrony = {Ids("blocking-handler"), Ids("detached-thread"), Ids("lock-across-blocking-call")};
constexpr std::array kContracts = {Ids("unversioned-route"), Ids("unversioned-rpc"), Ids("unversioned-library-api"),
                                   Ids("unversioned-plugin-abi")};
constexpr std::array kCoupling = {Ids("tight-coupling"), Ids("unstable-dependency"), Ids("bidirectional-dependency"),
                                  Ids("hub-module"), Ids("metric-threshold")};
constexpr std::array kObservability = {Ids("unobserved-handler"), Ids("swallowed-exception"), Ids("no-metrics"),
                                       Ids("no-tracing")};
constexpr std::array kStores = {Ids("one-size-fits-all-store"), Ids("store-outside-data-layer")};
constexpr std::array kOverEngineering = {Ids("single-implementation-interface"), Ids("unused-abstraction"),
                                         Ids("pass-through-module")};

}  // namespace

std::span<const Principle> all_principles() {
  static constexpr std::array kPrinciples = {
      Principle{"modularity", "Modularity", "Can each module be built, tested and replaced alone?", false, Unit::module,
                kModularity},
      Principle{"services", "Services", "Can each service fail, and be deployed, without the others?", false,
                Unit::service, kServices},
      Principle{"statelessness", "Statelessness", "Can any instance answer any request?", false, Unit::handler,
                kStatelessness},
      Principle{"elasticity", "Elasticity", "Can instances come and go, anywhere?", false, Unit::service, kElasticity},
      Principle{"asynchrony", "Asynchrony", "Do threads work rather than wait?", false, Unit::handler, kAsynchrony},
      Principle{"contracts", "API contracts", "Can the API change without breaking its clients?", false, Unit::route,
                kContracts},
      Principle{"coupling", "Coupling", "Does a change stay where it is made?", true, Unit::module, kCoupling,
                "propagation-cost"},
      Principle{"observability", "Observability", "Would anybody see it fail?", true, Unit::handler, kObservability},
      Principle{"stores", "Data stores", "Does each kind of data live in a store that fits it?", true, Unit::module,
                kStores},
      Principle{"over-engineering", "Simplicity", "Does every abstraction earn its keep?", true, Unit::module,
                kOverEngineering},
  };
  return kPrinciples;
}

}  // namespace loadline
