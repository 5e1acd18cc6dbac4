// What goes before all paths that are registered with one object: said when it is made, and by what it is mounted in.
// SPDX-License-Identifier: Apache-2.0
//
//   crow::Blueprint shop("shop"), cart("cart");
//   shop.register_blueprint(cart);              "/" of cart is /shop/cart/
//   auto v1 = description.path("/v1");  auto items = v1.path("/items");      "/:id" of items is /v1/items/:id
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/value_flow.h"

namespace loadline {

class ObjectPrefixes {
 public:
  // Keeps a reference to `flow`.
  ObjectPrefixes(const ValueFlow& flow, const Libraries& libraries);

  // Argument 0 of the call of `makers` that made the object which `site` works on, unknown when there is none. What is a
  // parameter of its function is looked up with the callers.
  Term made_with(const CallSite& site, const std::vector<std::string>& makers, int depth = 0) const;
  // The same, with what it is mounted in before it.
  Term prefix_of(const CallSite& site, const std::vector<std::string>& makers) const;

 private:
  struct Object {
    const FunctionFact* body = nullptr;
    PlaceFact place;
  };
  std::vector<Object> origins_of(const Object& object) const;
  Term made_in(const Term& value, const std::vector<std::string>& makers, int depth) const;
  Term made_here(const Object& object, const std::vector<std::string>& makers, int depth) const;

  const ValueFlow& flow_;
  std::unordered_map<SymbolId, std::vector<CallSite>> mounts_;  // by the variable or field that is mounted
};

}  // namespace loadline
