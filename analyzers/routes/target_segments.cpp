// Puts segments together.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/target_segments.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "analyzers/libraries/name_groups.h"
#include "analyzers/routes/comparisons.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

constexpr std::uint32_t kMostSegments = 16;

bool is_segment(std::string_view text) {
  return !text.empty() && text.find_first_of("/ \t\n%") == std::string_view::npos;
}

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && number < kMostSegments ? std::optional(number) : std::nullopt;
}

}  // namespace

// `path[2]`, `path.at(2)`, `path.front()` of a list: an element of a text is a single letter.
std::optional<std::uint32_t> TargetSegments::number_of(const Term& operand) const {
  const CallFact* made = flow_.made_by(operand);
  if (made == nullptr) return {};
  if (flow_.call_graph().find(made->callee) != kNone) return number_asked_for(operand, *made);
  const std::string_view name = flow_.name_of(made->callee);
  const std::string_view last = last_name(name);
  if (!is_in(NameGroup::lists, name)) return {};
  const CallSite site = flow_.site_of(operand);
  const Term list = flow_.object_term(site);
  if (!parts_.is_from(RequestPart::target, list)) return {};
  if (last == "front") return 0;
  if (last != "operator[]" && last != "at") return {};
  const Term index = flow_.argument_term(site, 0);
  return index.kind == ValueKind::literal ? number_in(index.text) : std::nullopt;
}

// `visit.part(1)`: a function of the program that is given a number and answers with a part of the target.
std::optional<std::uint32_t> TargetSegments::number_asked_for(const Term& operand, const CallFact& made) const {
  if (made.argument_count != 1 || !parts_.is_from(RequestPart::target, operand)) return {};
  const ArgumentFact& argument = flow_.arguments_of(made).front();
  return argument.literal_kind == LiteralKind::integer ? number_in(flow_.term_of(*operand.body, argument).text)
                                                       : std::nullopt;
}

std::optional<TargetSegments::Segment> TargetSegments::segment_at(const CallSite& site) const {
  const CallFact& call = flow_.call(site);
  if (comparison_of(flow_.name_of(call.callee)) != Compares::whole) return {};
  std::vector<Term> operands{flow_.object_term(site)};
  for (const ArgumentFact& argument : flow_.arguments_of(call)) operands.push_back(flow_.term_of(*site.body, argument));
  std::optional<std::uint32_t> number;
  std::string text;
  for (const Term& operand : operands) {
    if (const auto found = number_of(operand)) number = found;
    const Term simple = flow_.simplified(operand);
    if (simple.kind == ValueKind::literal && simple.literal_kind == LiteralKind::string) text = simple.text;
  }
  return number && is_segment(text) ? std::optional(Segment{*number, text}) : std::nullopt;
}

std::optional<std::string> TargetSegments::path_at(const CallSite& site) const {
  const std::optional<Segment> own = segment_at(site);
  if (!own) return {};
  std::map<std::uint32_t, std::string> segments{{own->number, own->text}};
  const std::uint32_t asked = branches_.condition_of(site);
  const auto conditions = flow_.program().bodies().conditions_of(*site.body);
  for (std::uint32_t other = 0; asked != kNone && other < conditions.size(); ++other) {
    if (other == asked || !branches_.flow_of(*site.body).needs(conditions[asked].block, other)) continue;
    const CallSite around = flow_.site_of(flow_.term_at(*site.body, conditions[other].value));
    const auto segment = around.body == nullptr ? std::nullopt : segment_at(around);
    if (segment && segment->number < own->number) segments.emplace(segment->number, segment->text);
  }
  std::string path;
  for (std::uint32_t number = 0; number <= own->number; ++number) {
    const auto found = segments.find(number);
    path += '/' + (found == segments.end() ? std::string("{?}") : found->second);
  }
  return path;
}

}  // namespace loadline
