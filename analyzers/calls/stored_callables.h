// Callables that are kept in fields and run later through them: callbacks, tables of commands.
// SPDX-License-Identifier: Apache-2.0
//
//   Shop::Shop(Bus& bus) { bus.on_sale([this](int n) { sold_ += n; }); }       kept by a setter
//   void Bus::on_sale(Handler handler) { handlers_.push_back(handler); }       in the field handlers_
//   void Bus::sell(int n) { for (auto& handler : handlers_) handler(n); }      runs the lambda
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

class StoredCallables {
 public:
  // Keeps a reference to `program`. Linear in the calls.
  explicit StoredCallables(const Program& program);

  // What `call` may run, when it runs what a field holds. Sorted.
  std::span<const SymbolId> run_by(const FunctionFact& function, const CallFact& call) const;

 private:
  struct Parameter {
    SymbolId function = 0;
    std::uint32_t position = 0;
    bool operator==(const Parameter&) const = default;
  };
  struct ParameterHash {
    std::size_t operator()(const Parameter& p) const { return static_cast<std::size_t>(p.function * 31 + p.position); }
  };

  SymbolId field_of(const PlaceFact& place) const;
  SymbolId field_held_by(const FunctionFact& function, const CallFact& call) const;
  void keep(SymbolId field, SymbolId callable) { held_[field].push_back(callable); }
  void look_at(const FunctionFact& function);
  void add_handed_over();

  const Program& program_;
  std::unordered_map<SymbolId, std::vector<SymbolId>> held_;                // by field
  std::unordered_map<Parameter, SymbolId, ParameterHash> kept_parameters_;  // parameters that end in a field
};

}  // namespace loadline
