// Finds what is put into fields, and through which parameters.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/stored_callables.h"

#include <algorithm>

#include "analyzers/calls/passed_callables.h"

namespace loadline {
namespace {

constexpr int kMostSetters = 3;  // that hand a callable on to each other

}  // namespace

StoredCallables::StoredCallables(const Program& program) : program_(program) {
  for (const FunctionFact& function : program.bodies().functions) look_at(function);
  for (int round = 0; round < kMostSetters && !kept_parameters_.empty(); ++round) {
    const std::size_t before = kept_parameters_.size();
    add_handed_over();
    if (kept_parameters_.size() == before) break;
  }
  for (auto& [field, callables] : held_) {
    std::sort(callables.begin(), callables.end());
    callables.erase(std::unique(callables.begin(), callables.end()), callables.end());
  }
}

// The field of the program that a place lies in: the last one that is no part of a library's class.
SymbolId StoredCallables::field_of(const PlaceFact& place) const {
  for (const SymbolId field : {place.last_field, place.field}) {
    if (field != 0 && !program_.name_of(field).starts_with("std::")) return field;
  }
  return 0;
}

void StoredCallables::look_at(const FunctionFact& function) {
  const Bodies& bodies = program_.bodies();
  for (const CallFact& call : bodies.calls_of(function)) {
    const SymbolId field = field_of(call.object);
    if (field == 0 || !keeps_arguments(program_.name_of(call.callee))) continue;
    for (const ArgumentFact& argument : bodies.arguments_of(call)) {
      if (argument.callable != 0) keep(field, argument.callable);
      if (parameter_of(argument.place) != kNone)
        kept_parameters_.try_emplace({function.symbol, argument.place.index}, field);
    }
  }
  for (const WriteFact& write : bodies.writes_of(function)) {
    const SymbolId field = field_of(write.place);
    if (field == 0 || write.value == kNone) continue;
    const ValueFact& value = bodies.values[function.first_value + write.value];
    if (value.kind == ValueKind::callable) keep(field, value.symbol);
    const bool is_given = value.kind == ValueKind::place && parameter_of(value.place) != kNone;
    if (is_given) kept_parameters_.try_emplace({function.symbol, value.place.index}, field);
  }
}

// Callables that are given to a function which keeps that parameter, or hands it on to one that does.
void StoredCallables::add_handed_over() {
  const Bodies& bodies = program_.bodies();
  for (const FunctionFact& function : bodies.functions) {
    for (const CallFact& call : bodies.calls_of(function)) {
      for (const ArgumentFact& argument : bodies.arguments_of(call)) {
        const bool may_carry = argument.callable != 0 || parameter_of(argument.place) != kNone;
        const auto kept = may_carry ? kept_parameters_.find({call.callee, argument.position}) : kept_parameters_.end();
        if (kept == kept_parameters_.end()) continue;
        const SymbolId field = kept->second;
        if (argument.callable != 0) keep(field, argument.callable);
        if (parameter_of(argument.place) != kNone)
          kept_parameters_.try_emplace({function.symbol, argument.place.index}, field);
      }
    }
  }
}

// `job = std::move(jobs_.front()); job();`: the field that a local was taken from.
SymbolId StoredCallables::field_held_by(const FunctionFact& function, const CallFact& call) const {
  if (call.object_value == kNone) return 0;
  const Bodies& bodies = program_.bodies();
  const ValueFact& value = bodies.values[function.first_value + call.object_value];
  if (value.kind != ValueKind::place) return 0;
  if (const SymbolId field = field_of(value.place); field != 0) return field;
  if (value.place.root != Root::call_result || value.place.index >= function.call_count) return 0;
  const CallFact& made = bodies.calls[function.first_call + value.place.index];
  return program_.name_of(made.callee).starts_with("std::") ? field_of(made.object) : 0;
}

std::span<const SymbolId> StoredCallables::run_by(const FunctionFact& function, const CallFact& call) const {
  if (!runs_its_object(program_, call)) return {};
  SymbolId field = field_of(call.object);
  if (field == 0) field = field_held_by(function, call);
  const auto found = field == 0 ? held_.end() : held_.find(field);
  return found == held_.end() ? std::span<const SymbolId>() : found->second;
}

}  // namespace loadline
