// Follows objects to where they are made and mounted.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/object_prefixes.h"

#include <algorithm>

namespace loadline {
namespace {

constexpr std::size_t kMostOrigins = 32;  // callers that pass an object on, one to the other
constexpr int kMostMounts = 8;            // one in the other

SymbolId variable_of(const PlaceFact& place) { return place.last_field != 0 ? place.last_field : place.symbol; }

bool is_parameter(const PlaceFact& place) {
  return place.last_field == 0 && (place.root == Root::parameter || place.root == Root::value_parameter);
}

Term joined(Term first, Term second) {
  Term both;
  both.kind = ValueKind::join;
  both.parts.push_back(std::move(first));
  both.parts.push_back(std::move(second));
  return both;
}

}  // namespace

ObjectPrefixes::ObjectPrefixes(const ValueFlow& flow, const Libraries& libraries) : flow_(flow) {
  if (libraries.mounts.empty()) return;
  for (const Symbol& symbol : flow.program().symbols()) {
    const Mount* mount = symbol.kind == SymbolKind::method ? libraries.mounts.find(symbol.name) : nullptr;
    if (mount == nullptr) continue;
    for (const CallSite& site : flow.calls_of(symbol.id)) {
      const ArgumentFact* inner = flow.argument(flow.call(site), mount->inner);
      if (inner == nullptr) continue;
      for (const Object& origin : origins_of({site.body, inner->place})) {
        const SymbolId variable = variable_of(origin.place);
        if (variable != 0) mounts_[variable].push_back(site);
      }
    }
  }
}

// The object itself; of a parameter what callers pass.
std::vector<ObjectPrefixes::Object> ObjectPrefixes::origins_of(const Object& object) const {
  std::vector<Object> open{object}, origins;
  for (std::size_t at = 0; at < open.size() && at < kMostOrigins; ++at) {
    const Object one = open[at];
    if (one.place.root == Root::capture) {
      Term captured;
      captured.kind = ValueKind::place;
      captured.place = one.place;
      captured.body = one.body;
      captured = flow_.simplified(std::move(captured));
      if (captured.kind == ValueKind::place && captured.place.root != Root::capture && captured.body != nullptr) {
        open.push_back({captured.body, captured.place});
        continue;
      }
    }
    if (!is_parameter(one.place)) {
      origins.push_back(one);
      continue;
    }
    for (const CallSite& caller : flow_.callers_of(one.body->symbol)) {
      const ArgumentFact* passed = flow_.argument(flow_.call(caller), static_cast<int>(one.place.index));
      if (passed != nullptr) open.push_back({caller.body, passed->place});
    }
  }
  return origins;
}

// Of an object that a member function of another such object makes: what goes before the paths of that one, too.
Term ObjectPrefixes::made_in(const Term& value, const std::vector<std::string>& makers, int depth) const {
  const CallFact* made = flow_.made_by(value);
  if (made == nullptr || std::find(makers.begin(), makers.end(), flow_.name_of(made->callee)) == makers.end())
    return {};
  const CallSite maker = flow_.site_of(value);
  Term own = flow_.simplified(flow_.argument_term(maker, 0));
  const bool has_outer = (made->flags & kCallConstructs) == 0 && depth < kMostMounts;
  Term outer = has_outer ? made_with(maker, makers, depth + 1) : Term();
  return outer.kind == ValueKind::unknown ? own : joined(std::move(outer), std::move(own));
}

Term ObjectPrefixes::made_here(const Object& object, const std::vector<std::string>& makers, int depth) const {
  for (const Assignment& assignment : flow_.assignments_of(variable_of(object.place))) {
    for (const Term& entry : flow_.entries_of(assignment)) {
      if (entry.kind == ValueKind::literal) return entry;
      Term made = made_in(entry, makers, depth);
      if (made.kind != ValueKind::unknown) return made;
    }
  }
  return {};
}

Term ObjectPrefixes::made_with(const CallSite& site, const std::vector<std::string>& makers, int depth) const {
  Term held = made_in(flow_.simplified(flow_.object_term(site)), makers, depth);
  if (held.kind != ValueKind::unknown) return held;
  for (const Object& origin : origins_of({site.body, flow_.call(site).object})) {
    Term made = made_here(origin, makers, depth);
    if (made.kind != ValueKind::unknown) return made;
  }
  return {};
}

Term ObjectPrefixes::prefix_of(const CallSite& site, const std::vector<std::string>& makers) const {
  Term prefix = made_with(site, makers);
  if (prefix.kind == ValueKind::unknown || mounts_.empty()) return prefix;
  CallSite at = site;
  for (int depth = 0; depth < kMostMounts; ++depth) {
    const std::vector<Object> origins = origins_of({at.body, flow_.call(at).object});
    const auto mount = origins.empty() ? mounts_.end() : mounts_.find(variable_of(origins.front().place));
    if (mount == mounts_.end()) break;
    at = mount->second.front();
    Term outer = made_with(at, makers);
    if (outer.kind == ValueKind::unknown) break;  // the program itself, which has no prefix
    prefix = joined(joined(std::move(outer), text_term("/")), std::move(prefix));
  }
  return prefix;
}

}  // namespace loadline
