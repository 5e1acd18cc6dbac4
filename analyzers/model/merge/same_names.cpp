// One name, several programs: which of its meanings each unit means.
// SPDX-License-Identifier: Apache-2.0
//
//   orders/log.h   void log(const char*);        stock/log.h   void log(const char*);
//   orders/log.cc  void log(const char*) { … }   stock/log.cc  void log(const char*) { … }
//   orders/main.cc #include "log.h"              stock/main.cc #include "log.h"
//
// To the linker log() is one symbol, but no program has both: stock does not depend on orders. Within a unit a name has one
// meaning, so what a unit sees declared together is one thing: log.h and log.cc of orders here, those of stock there. A
// header that both include would make one thing of all: it offers the name, no matter who defines it. A class is what its
// definition says, wherever it is declared, and its members follow it.
//
// A unit that declares the name by hand and includes neither means the definition that is nearest to it in the tree of
// folders, among those that can be linked with it: one main() excludes another, and a product has no code of tests. When two
// are equally near it is not known which is linked, and the unit gets a meaning without a definition. So does a header that
// only names a class, when those who include it mean several by it.
#include "analyzers/model/merge/same_names.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzers/model/merge/name_division.h"
#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

constexpr std::uint32_t kNoneMeant = kNone - 1;  // by a file itself: each of its readers decides

bool is_type(SymbolKind kind) {
  return kind == SymbolKind::class_ || kind == SymbolKind::struct_ || kind == SymbolKind::union_ ||
         kind == SymbolKind::enum_;
}

bool may_have_meanings(const SymbolFact& fact, bool is_member) {
  // Several specializations of a member do not mean several programs.
  if ((fact.flags & kTemplate) != 0 && is_member) return false;
  return is_type(fact.kind) || fact.kind == SymbolKind::alias || fact.kind == SymbolKind::concept_ ||
         fact.kind == SymbolKind::function || fact.kind == SymbolKind::variable;
}

// FNV-1a: an identity must not depend on the machine.
SymbolId mixed(SymbolId id, std::string_view path) {
  std::uint64_t hash = 0xcbf29ce484222325u ^ id;
  for (const char character : path) hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3u;
  return hash == 0 ? 1 : hash;
}

std::uint64_t pair_of(std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32 | low; }

// File and identity in one; identities are hashes already.
std::uint64_t key_of(FileIndex file, SymbolId id) { return id ^ (std::uint64_t{file} + 1) * 0x9e3779b97f4a7c15u; }

// Calls `use(fact)` for each symbol that a body mentions.
template <class Use>
void for_each_identity(Bodies& bodies, FunctionFact& body, const Use& use) {
  const auto place = [&](PlaceFact& at) {
    use(at.symbol);
    use(at.field);
    use(at.last_field);
  };
  const auto part = [](auto& all, std::uint32_t first, std::uint32_t count) {
    return std::span(all).subspan(first, count);
  };
  use(body.symbol);
  for (CallFact& call : part(bodies.calls, body.first_call, body.call_count)) {
    use(call.callee);
    place(call.object);
    for (ArgumentFact& argument : part(bodies.arguments, call.first_argument, call.argument_count)) {
      place(argument.place);
      use(argument.callable);
      use(argument.type);
    }
  }
  for (WriteFact& write : part(bodies.writes, body.first_write, body.write_count)) place(write.place);
  for (GuardFact& guard : part(bodies.guards, body.first_guard, body.guard_count)) place(guard.mutex);
  for (ReturnFact& result : part(bodies.returns, body.first_return, body.return_count)) place(result.place);
  for (CaptureFact& capture : part(bodies.captures, body.first_capture, body.capture_count)) {
    place(capture.place);
    use(capture.within);
  }
  for (CatchFact& clause : part(bodies.catches, body.first_catch, body.catch_count)) use(clause.type);
  for (ValueFact& value : part(bodies.values, body.first_value, body.value_count)) {
    place(value.place);
    use(value.symbol);
  }
  for (ConditionFact& test : part(bodies.conditions, body.first_condition, body.condition_count)) use(test.enumerator);
}

}  // namespace

// The names with several meanings, with all that belongs to them, while the records are rewritten.
class SameNames::Meanings {
 public:
  Meanings(const ArrivedRecords& records, SymbolMerger& symbols, const TextPool& texts)
      : records_(records),
        symbols_(symbols),
        has_main_(records.files.size()),
        divider_(records.files, sources_, has_main_),
        readers_(records.files.size()) {
    for (const UnitRecords& unit : records.units) sources_.push_back(sorted(unit.source));
    find_mains(texts);
    find();
    if (divisions_.empty()) return;
    find_members();
    find_readers();
  }

  bool empty() const { return divisions_.empty(); }

  // Calls `visit(unit, records of the unit)` over a vector of records that begins, for each unit, at `first`.
  template <class Record, class Visit>
  void for_each_record(std::vector<Record>& all, std::size_t UnitRecords::* first, Visit visit) const {
    for (std::uint32_t unit = 0; unit < records_.units.size(); ++unit) {
      const std::size_t end = unit + 1 < records_.units.size() ? records_.units[unit + 1].*first : all.size();
      for (std::size_t i = records_.units[unit].*first; i < end; ++i) visit(unit, all[i]);
    }
  }

  // The number of what `unit` means by `symbol`, in `file` when it is known.
  std::uint32_t number_in(std::uint32_t unit, FileIndex file, std::uint32_t symbol) {
    if (symbol >= root_.size() || root_[symbol] == kNone) return symbol;
    const std::uint32_t meaning = meaning_in(unit, file, root_[symbol]);
    if (meaning == 0) return symbol;
    const auto [known, is_new] = copies_.try_emplace(pair_of(symbol, meaning), kNone);
    if (is_new) known->second = symbols_.number_of(identity(symbol, meaning));
    return known->second;
  }
  SymbolId identity_in(std::uint32_t unit, FileIndex file, SymbolId id) {
    const std::uint32_t symbol = symbols_.find(id);
    if (symbol >= root_.size() || root_[symbol] == kNone) return id;
    number_in(unit, file, symbol);
    return identity(symbol, meaning_in(unit, file, root_[symbol]));
  }
  bool has_meanings(std::uint32_t symbol) const { return symbol < root_.size() && root_[symbol] != kNone; }
  FileIndex sorted(std::uint32_t file) const { return file == kNone ? kNone : records_.file_index[file]; }
  bool is_of_tests(std::uint32_t unit, FileIndex file, std::uint32_t symbol) {
    const std::uint32_t meaning = meaning_in(unit, file, root_[symbol]);
    const Division& division = divisions_.at(root_[symbol]);
    const FileIndex home = meaning < division.homes.size() ? division.homes[meaning] : kNone;
    return home != kNone && is_test_code(records_.files[home].path);
  }

  // Each meaning is described by the units that define it.
  void describe(const TextPool& texts) {
    std::vector<std::pair<std::uint32_t, SymbolFact>> said;
    for (std::uint32_t unit = 0; unit < records_.units.size(); ++unit) {
      const std::size_t end =
          unit + 1 < records_.units.size() ? records_.units[unit + 1].definitions : records_.definitions.size();
      for (std::size_t i = records_.units[unit].definitions; i < end; ++i) {
        const DefinedSymbol& defined = records_.definitions[i];
        SymbolFact fact = defined.fact;
        fact.type = identity_in(unit, kNone, fact.type);
        if (!has_meanings(defined.symbol)) {
          if (fact.type != defined.fact.type) symbols_.set_type(defined.symbol, fact.type);
          continue;
        }
        fact.parent = identity_in(unit, kNone, fact.parent);
        said.emplace_back(number_in(unit, kNone, defined.symbol), fact);
      }
    }
    // What nobody defines is described by all units together.
    for (const auto& [origin, copy] : copies_) {
      const auto symbol = static_cast<std::uint32_t>(origin >> 32), meaning = static_cast<std::uint32_t>(origin);
      SymbolFact fact = symbols_.fact(symbol);
      const std::uint32_t parent = symbols_.find(fact.parent);
      if (has_meanings(parent) && root_[parent] == root_[symbol]) fact.parent = identity(parent, meaning);
      symbols_.describe(copy, fact);
    }
    std::vector<bool> is_begun(symbols_.size());
    for (const auto& [symbol, fact] : said) {
      if (!is_begun[symbol]) symbols_.forget(symbol);
      is_begun[symbol] = true;
      symbols_.add_to(symbol, fact, texts);
    }
  }

 private:
  void find_mains(const TextPool& texts) {
    for (const Declaration& declaration : records_.declarations) {
      const SymbolFact& fact = symbols_.fact(declaration.symbol);
      if (!declaration.is_definition || fact.kind != SymbolKind::function || fact.parent != 0) continue;
      if (texts.view(fact.name) == "main") has_main_[sorted(declaration.file)] = true;
    }
  }

  // Of the headers that name something with several meanings, and whose words one unit tells for all who read them.
  void find_readers() {
    std::vector<std::uint32_t> teller(records_.files.size(), kNone);
    std::vector<bool> is_wanted(records_.files.size());
    for_each_record(records_.references, &UnitRecords::references, [&](std::uint32_t unit, const Reference& reference) {
      const FileIndex file = sorted(reference.file);
      if (file == kNone || !has_meanings(reference.to)) return;
      is_wanted[file] = file != sources_[unit] && (teller[file] == kNone || (teller[file] == unit && is_wanted[file]));
      teller[file] = unit;
    });
    for_each_record(records_.declarations, &UnitRecords::declarations,
                    [&](std::uint32_t unit, const Declaration& seen) {
                      const FileIndex file = sorted(seen.file);
                      if (!is_wanted[file]) return;
                      if (readers_[file].empty() || readers_[file].back() != unit) readers_[file].push_back(unit);
                    });
  }

  void find() {
    std::vector<FileIndex> first_definition(symbols_.size(), kNone);
    std::map<std::uint32_t, std::vector<Sight>> candidates;
    for (const Declaration& declaration : records_.declarations) {
      if (!declaration.is_definition || records_.files[sorted(declaration.file)].origin != Origin::project) continue;
      FileIndex& first = first_definition[declaration.symbol];
      if (first == kNone) first = declaration.file;
      if (first == declaration.file) continue;
      const SymbolFact& fact = symbols_.fact(declaration.symbol);
      const std::uint32_t parent = symbols_.find(fact.parent);
      const bool is_member = parent != kNone && is_type(symbols_.fact(parent).kind);
      if (may_have_meanings(fact, is_member)) candidates.try_emplace(declaration.symbol);
    }
    if (candidates.empty()) return;
    for_each_record(records_.declarations, &UnitRecords::declarations, [&](std::uint32_t unit, Declaration& seen) {
      const auto found = candidates.find(seen.symbol);
      if (found == candidates.end() || records_.files[sorted(seen.file)].origin != Origin::project) return;
      found->second.push_back({unit, sorted(seen.file), seen.is_definition});
    });
    for (const auto& [symbol, sights] : candidates) {
      auto division = divider_.divide(is_type(symbols_.fact(symbol).kind), sights);
      if (division) divisions_.emplace(symbol, std::move(*division));
    }
  }

  // The members of what has several meanings have several as well.
  void find_members() {
    root_.assign(symbols_.size(), kNone);
    for (const auto& [symbol, division] : divisions_) root_[symbol] = symbol;
    std::vector<bool> is_known(symbols_.size());
    std::vector<std::uint32_t> path;
    for (std::uint32_t symbol = 0; symbol < symbols_.size(); ++symbol) {
      path.clear();
      std::uint32_t at = symbol, outermost = kNone;
      while (at != kNone && !is_known[at]) {
        is_known[at] = true;
        path.push_back(at);
        at = symbols_.find(symbols_.fact(at).parent);
      }
      if (at != kNone) outermost = root_[at];
      for (auto inner = path.rbegin(); inner != path.rend(); ++inner) {
        if (outermost == kNone && divisions_.contains(*inner)) outermost = *inner;
        root_[*inner] = outermost;
      }
    }
    std::erase_if(divisions_, [&](const auto& division) { return root_[division.first] != division.first; });
  }

  std::uint32_t meaning_in(std::uint32_t unit, FileIndex file, std::uint32_t root) {
    if (file != kNone && !readers_[file].empty() && is_type(symbols_.fact(root).kind)) {
      const auto [known, is_new] = meanings_in_files_.try_emplace(pair_of(root, file), kNoneMeant);
      if (is_new) known->second = meaning_of_readers(file, root);
      if (known->second != kNoneMeant) return known->second;
    }
    Division& division = divisions_.at(root);
    const auto [known, is_new] = division.of.try_emplace(unit, kUnresolved);
    if (is_new) known->second = divider_.nearest(division.homes, unit);
    return known->second;
  }

  // What the text of a header means for all who read it, when they mean several things.
  std::uint32_t meaning_of_readers(FileIndex file, std::uint32_t root) const {
    const Division& division = divisions_.at(root);
    std::set<std::uint32_t> meanings;
    for (const std::uint32_t reader : readers_[file]) {
      const auto meant = division.of.find(reader);
      if (meant != division.of.end() && meant->second != kUnresolved) meanings.insert(meant->second);
    }
    return meanings.size() < 2 ? kNoneMeant : kUnresolved;
  }

  // The first meaning keeps the identity, whatever else is in the codebase.
  SymbolId identity(std::uint32_t symbol, std::uint32_t meaning) const {
    const SymbolId id = symbols_.fact(symbol).id;
    if (meaning == 0) return id;
    const Division& division = divisions_.at(root_[symbol]);
    return mixed(id, meaning < division.homes.size() ? records_.files[division.homes[meaning]].path : "");
  }

  const ArrivedRecords& records_;
  SymbolMerger& symbols_;
  std::vector<FileIndex> sources_;  // by unit, sorted
  std::vector<bool> has_main_;      // by file
  Divider divider_;
  std::vector<std::vector<std::uint32_t>> readers_;  // by file, of those that find_readers() is about: units
  std::unordered_map<std::uint64_t, std::uint32_t> meanings_in_files_;  // by root and file
  std::map<std::uint32_t, Division> divisions_;                         // by symbol
  std::vector<std::uint32_t> root_;  // by symbol: the symbol with several meanings that it is a part of
  std::unordered_map<std::uint64_t, std::uint32_t> copies_;  // from symbol and meaning to symbol
};

SameNames::SameNames(const ArrivedRecords& records, SymbolMerger& symbols, const TextPool& texts) {
  Meanings meanings(records, symbols, texts);
  if (meanings.empty()) return;
  has_renamed_.resize(records.files.size());
  std::unordered_map<std::uint64_t, bool> is_of_tests;
  // A file that is compiled several times may mean several things; its body is that of the product.
  const auto note = [&](FileIndex file, std::uint32_t unit, std::uint32_t symbol) {
    if (!meanings.has_meanings(symbol) || file == kNone) return;
    const SymbolId id = symbols.fact(symbol).id, own = meanings.identity_in(unit, file, id);
    const bool tests = meanings.is_of_tests(unit, file, symbol);
    has_renamed_[file] = true;
    const auto [known, is_new] = renamed_.try_emplace(key_of(file, id), own);
    const auto [known_tests, is_new_too] = is_of_tests.try_emplace(key_of(file, id), tests);
    if (is_new || std::pair(tests, own) >= std::pair(known_tests->second, known->second)) return;
    known->second = own;
    known_tests->second = tests;
  };
  const auto rename = [&](FileIndex file, std::uint32_t unit, std::uint32_t& symbol) {
    if (symbol == kNone) return;
    note(file, unit, symbol);
    symbol = meanings.number_in(unit, file, symbol);
  };
  meanings.for_each_record(records.declarations, &UnitRecords::declarations, [&](std::uint32_t unit, Declaration& one) {
    rename(meanings.sorted(one.file), unit, one.symbol);
  });
  meanings.for_each_record(records.references, &UnitRecords::references, [&](std::uint32_t unit, Reference& one) {
    rename(meanings.sorted(one.file), unit, one.from);
    rename(meanings.sorted(one.file), unit, one.to);
  });
  meanings.for_each_record(records.bases, &UnitRecords::bases, [&](std::uint32_t unit, BaseFact& one) {
    one.derived = meanings.identity_in(unit, kNone, one.derived);
    one.base = meanings.identity_in(unit, kNone, one.base);
  });
  meanings.describe(texts);
}

void SameNames::rename(Bodies& bodies) const {
  if (renamed_.empty()) return;
  for (FunctionFact& body : bodies.functions) {
    if (body.file == kNone || !has_renamed_[body.file]) continue;
    for_each_identity(bodies, body, [&](SymbolId& id) {
      const auto found = renamed_.find(key_of(body.file, id));
      if (id != 0 && found != renamed_.end()) id = found->second;
    });
  }
  // Bodies of one symbol keep their order.
  std::stable_sort(bodies.functions.begin(), bodies.functions.end(),
                   [](const FunctionFact& a, const FunctionFact& b) { return a.symbol < b.symbol; });
}

}  // namespace loadline
