// Turns bodies in text into the facts of one TU and merges them.
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/effect_text.h"

#include <map>
#include <stdexcept>

#include "analyzers/model/program_builder.h"
#include "tests/support/program_text.h"

namespace loadline::test {
namespace {

SymbolKind kind_of(const std::string& name) {
  for (const SymbolKind kind : {SymbolKind::class_, SymbolKind::field, SymbolKind::lambda, SymbolKind::method,
                                SymbolKind::constructor, SymbolKind::destructor}) {
    if (name_of(kind) == name) return kind;
  }
  return SymbolKind::function;
}

class FactsText {
 public:
  FactsText(const std::vector<std::pair<std::string, std::uint32_t>>& flags) : flags_(flags.begin(), flags.end()) {
    FileFact& file = facts.files.emplace_back();
    file.path = text("app.cc");
    file.lines = 1000;
    file.owned = 1;
  }

  TuFacts facts;

  TextIndex text(const std::string& written) {
    facts.texts.push_back(written);
    return static_cast<TextIndex>(facts.texts.size() - 1);
  }

  SymbolId symbol(const std::string& written, SymbolKind kind) {
    const std::size_t blank = written.find(" (");
    const std::string name = written.substr(0, blank);
    const auto [known, is_new] = known_.try_emplace(name, symbol_id(name));
    if (is_new) {
      SymbolFact& fact = facts.symbols.emplace_back();
      fact.id = known->second;
      fact.name = text(name);
      if (blank != std::string::npos) fact.signature = text(written.substr(blank + 1));
      fact.kind = kind;
      const auto found = flags_.find(name);
      if (found != flags_.end()) fact.flags = found->second;
      facts.declarations.push_back({fact.id, 0, 1, 1, 1});
    }
    return known->second;
  }

  PlaceFact place(const std::string& written) {
    PlaceFact result;
    if (written.empty()) return result;
    std::string root = written;
    if (!written.starts_with("static ") && !written.starts_with("capture ")) {
      const std::size_t dot = written.find('.');
      root = written.substr(0, dot);
      if (dot != std::string::npos) set_fields(result, written.substr(dot + 1));
    }
    const std::string name = root.substr(0, root.find_first_of("# "));
    for (int value = 0; value <= static_cast<int>(Root::literal); ++value) {
      if (name_of(static_cast<Root>(value)) == name) result.root = static_cast<Root>(value);
    }
    if (result.root == Root::unknown) throw std::runtime_error("no place: " + written);
    if (root.size() > name.size() && root[name.size()] == '#') {
      result.index = static_cast<std::uint32_t>(std::stoul(root.substr(name.size() + 1)));
    } else if (root.size() > name.size()) {
      const std::string variable = root.substr(name.size() + 1);
      result.symbol = result.root == Root::static_ ? symbol(variable, SymbolKind::variable) : symbol_id(variable);
    }
    return result;
  }

  ArgumentFact argument(const std::string& written, std::uint16_t position) {
    const std::size_t space = written.find(' ');
    const std::string passing = written.substr(0, space);
    const std::string value = written.substr(space + 1);
    ArgumentFact fact;
    fact.position = position;
    for (int number = 0; number <= static_cast<int>(Passing::move); ++number) {
      if (name_of(static_cast<Passing>(number)) == passing) fact.passing = static_cast<Passing>(number);
    }
    if (value.starts_with('&')) {
      fact.callable = symbol_id(value.substr(1));
    } else if (value.starts_with('\'')) {
      fact.literal_kind = LiteralKind::string;
      fact.literal = text(value.substr(1, value.size() - 2));
    } else if (value.find_first_not_of("0123456789") == std::string::npos) {
      fact.literal_kind = LiteralKind::integer;
      fact.literal = text(value);
    } else {
      fact.place = place(value);
    }
    return fact;
  }

  void body(const BodyText& body);

  void member(const std::string& written) {
    const std::size_t in = written.find(" in ");
    if (in == std::string::npos) throw std::runtime_error("no member: " + written);
    const SymbolId holder = symbol_with_kind(written.substr(in + 4));
    const SymbolId inner = symbol_with_kind(written.substr(0, in));
    for (SymbolFact& fact : facts.symbols) {
      if (fact.id == inner) fact.parent = holder;
    }
  }

 private:
  SymbolId symbol_with_kind(const std::string& written) {
    const std::size_t blank = written.find(' ');
    return symbol(written.substr(blank + 1), kind_of(written.substr(0, blank)));
  }

  void set_fields(PlaceFact& place, const std::string& path) {
    place.path = text(path);
    place.field = symbol(path.substr(0, path.find('.')), SymbolKind::field);
    const std::size_t last = path.rfind('.');
    place.last_field = symbol(last == std::string::npos ? path : path.substr(last + 1), SymbolKind::field);
  }

  std::map<std::string, SymbolId> known_;
  std::map<std::string, std::uint32_t> flags_;
};

template <class Fact>
std::uint32_t size_of(const std::vector<Fact>& all) {
  return static_cast<std::uint32_t>(all.size());
}

void FactsText::body(const BodyText& body) {
  FunctionFact fact;
  fact.symbol = symbol(body.name, kind_of(body.kind));
  fact.line = 1;
  fact.end_line = body.line;
  fact.first_call = size_of(facts.calls);
  fact.first_write = size_of(facts.writes);
  fact.first_guard = size_of(facts.guards);
  fact.first_return = size_of(facts.returns);
  fact.first_capture = size_of(facts.captures);
  for (const BodyText::Call& written : body.call_list) {
    CallFact call;
    call.callee = symbol(written.callee, written.object.empty() ? SymbolKind::function : SymbolKind::method);
    call.object = place(written.object);
    call.line = written.line;
    call.flags = static_cast<std::uint16_t>(written.flags | (written.object.empty() ? kCallStaticOrFree : 0));
    call.first_argument = size_of(facts.arguments);
    call.argument_count = size_of(written.arguments);
    for (std::uint16_t i = 0; i < written.arguments.size(); ++i) {
      facts.arguments.push_back(argument(written.arguments[i], i));
    }
    facts.calls.push_back(call);
  }
  for (const BodyText::Write& written : body.write_list) {
    facts.writes.push_back({place(written.place), 0, written.line, kNone, kNone, written.how});
  }
  for (const auto& [mutex, line] : body.guards) facts.guards.push_back({place(mutex), 0, kNone, 0, line, body.line});
  for (const std::string& result : body.return_list) facts.returns.push_back({place(result), kNone});
  for (const BodyText::Capture& capture : body.capture_list) {
    facts.captures.push_back({symbol_id(capture.variable), place(capture.place), 0, kNone, 0, capture.by_copy});
  }
  fact.first_catch = size_of(facts.catches);
  for (const auto& [is_empty, line] : body.catch_list) {
    facts.catches.push_back({0, line, line, 0, 0, is_empty ? CatchBody::empty : CatchBody::handles, 0});
  }
  fact.catch_count = size_of(facts.catches) - fact.first_catch;
  fact.call_count = size_of(facts.calls) - fact.first_call;
  fact.write_count = size_of(facts.writes) - fact.first_write;
  fact.guard_count = size_of(facts.guards) - fact.first_guard;
  fact.return_count = size_of(facts.returns) - fact.first_return;
  fact.capture_count = size_of(facts.captures) - fact.first_capture;
  facts.functions.push_back(fact);
}

}  // namespace

BodyText::BodyText(std::string symbol_name, std::string symbol_kind)
    : name(std::move(symbol_name)), kind(std::move(symbol_kind)) {}

BodyText& BodyText::writes(const std::string& place, WriteHow how) {
  write_list.push_back({place, how, ++line});
  return *this;
}

BodyText& BodyText::calls(const std::string& callee, const std::string& object, std::vector<std::string> arguments,
                          std::uint16_t flags) {
  call_list.push_back({callee, object, std::move(arguments), flags, ++line});
  return *this;
}

BodyText& BodyText::returns(const std::string& place) {
  return_list.push_back(place);
  return *this;
}

BodyText& BodyText::captures(const std::string& variable, const std::string& place, bool by_copy) {
  capture_list.push_back({variable, place, by_copy});
  return *this;
}

BodyText& BodyText::catches_all(bool is_empty) {
  catch_list.emplace_back(is_empty, ++line);
  return *this;
}

BodyText& BodyText::locks(const std::string& place) {
  guards.emplace_back(place, ++line);
  return *this;
}

Program program_of(const std::vector<BodyText>& bodies, const std::vector<std::pair<std::string, std::uint32_t>>& flags,
                   const std::vector<std::string>& overrides, const std::vector<std::string>& members) {
  FactsText text(flags);
  for (const std::string& member : members) text.member(member);
  for (const BodyText& body : bodies) {
    text.symbol(body.name, kind_of(body.kind));  // before it is called, so that its kind is right
  }
  for (const BodyText& body : bodies) text.body(body);
  for (const std::string& written : overrides) {
    const std::size_t arrow = written.find(" > ");
    const SymbolId derived = text.symbol(written.substr(0, arrow), SymbolKind::method);
    const SymbolId base = text.symbol(written.substr(arrow + 3), SymbolKind::method);
    text.facts.references.push_back({derived, base, 0, 1, ReferenceKind::override_, 0});
  }
  ProgramBuilder builder;
  builder.add(text.facts);
  return std::move(builder).build();
}

}  // namespace loadline::test
