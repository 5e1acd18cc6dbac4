// Which modules, services, handlers or routes a finding is about.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzers/analyses.h"
#include "rules/assessment/scorecard.h"

namespace loadline {

class AffectedElements {
 public:
  explicit AffectedElements(const Analyses& analyses);

  // How many there are. Executables count as services if the program has handlers or declares services; handlers
  // without either are one service.
  std::uint32_t count(Element element) const;
  // The numbers of those that the finding is about; empty when it names none:
  //   module    the one it names as `from`, or all members of the cycle it names; else those in which it and the steps
  //             of its trail are
  //   service   the services that these modules are part of
  //   handler   the routes that it names as `from`, that change the state it names, or in whose handler a step is
  //   route     the routes that it names or at whose registration it is
  std::set<std::uint32_t> of(const Finding& finding, Element element) const;

 private:
  std::set<std::uint32_t> modules_of(const Finding& finding) const;
  std::set<std::uint32_t> services_of(const Finding& finding) const;
  std::set<std::uint32_t> handlers_of(const Finding& finding) const;
  std::set<std::uint32_t> routes_of(const Finding& finding) const;
  void add_handlers_at(const Place& place, std::set<std::uint32_t>& routes) const;

  const Analyses& analyses_;
  std::multimap<std::string, std::uint32_t> route_by_name_;
  std::multimap<std::string, std::uint32_t> route_by_state_;
  struct Body {
    std::uint32_t first_line, last_line, route;
  };
  std::map<FileIndex, std::vector<Body>> bodies_;  // of handlers
};

}  // namespace loadline
