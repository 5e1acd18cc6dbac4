// Matches the carriers of a finding with those it had.
// SPDX-License-Identifier: Apache-2.0
#include "rules/engine/growth.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include <fmt/core.h>

namespace loadline {
namespace {

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool has_file(const Program& program, std::string_view path) {
  return std::any_of(program.files().begin(), program.files().end(),
                     [&](const File& file) { return file.path == path; });
}

class CarrierMatcher {
 public:
  CarrierMatcher(const std::vector<FindingCarrier>& now, std::span<const CarrierName> then, const Program& program)
      : now_(now), is_known_(now.size()), left_(then.begin(), then.end()), program_(program) {}

  std::vector<bool> match() {
    pass_over_what_is_told_otherwise();
    match_same_places();
    match_moved_symbols();
    match_files_with_known_symbols();
    match_renamed_files();
    return is_known_;
  }

 private:
  // A cycle has edges and the files that make them. An older baseline knows the edges alone; where files are known, they
  // say more.
  void pass_over_what_is_told_otherwise() {
    const bool has_both = std::any_of(now_.begin(), now_.end(), [](const auto& one) { return one.file.empty(); }) &&
                          std::any_of(now_.begin(), now_.end(), [](const auto& one) { return !one.file.empty(); });
    if (!has_both) return;
    const bool knows_files =
        std::any_of(left_.begin(), left_.end(), [](const auto& name) { return !name.file.empty(); });
    for (std::size_t i = 0; i < now_.size(); ++i) is_known_[i] = now_[i].file.empty() == knows_files;
  }

  void match_same_places() {
    for (std::size_t i = 0; i < now_.size(); ++i) {
      const auto found = is_known_[i] ? left_.end() : left_.find({now_[i].file, now_[i].symbol});
      if (found == left_.end()) continue;
      is_known_[i] = true;
      left_.erase(found);
    }
  }

  // One that disappeared from another file stands for one that is here: of two functions of one name, one is new.
  void match_moved_symbols() {
    for (std::size_t i = 0; i < now_.size(); ++i) {
      if (is_known_[i] || now_[i].symbol.empty() || now_[i].file.empty()) continue;
      const auto found = std::find_if(left_.begin(), left_.end(),
                                      [&](const CarrierName& name) { return name.symbol == now_[i].symbol; });
      if (found == left_.end()) continue;
      is_known_[i] = true;
      left_.erase(found);
    }
  }

  // Code outside of all symbols, above all includes, belongs to the symbols of its file.
  void match_files_with_known_symbols() {
    std::map<std::string_view, bool> all_known;  // by file with symbols
    for (std::size_t i = 0; i < now_.size(); ++i) {
      if (now_[i].symbol.empty()) continue;
      const auto [file, is_first] = all_known.try_emplace(now_[i].file, true);
      file->second = file->second && is_known_[i];
    }
    for (std::size_t i = 0; i < now_.size(); ++i) {
      const auto file = all_known.find(now_[i].file);
      if (now_[i].symbol.empty() && file != all_known.end() && file->second) is_known_[i] = true;
    }
  }

  void match_renamed_files() {
    for (std::size_t i = 0; i < now_.size(); ++i) {
      if (is_known_[i] || !now_[i].symbol.empty()) continue;
      const auto found = std::find_if(left_.begin(), left_.end(), [&](const CarrierName& name) {
        return name.symbol.empty() && base_name(name.file) == base_name(now_[i].file) && !has_file(program_, name.file);
      });
      if (found == left_.end()) continue;
      is_known_[i] = true;
      left_.erase(found);
    }
  }

  const std::vector<FindingCarrier>& now_;
  std::vector<bool> is_known_;       // by carrier of now
  std::multiset<CarrierName> left_;  // carriers of then that nothing matches yet
  const Program& program_;
};

// The finding, for what joined it in one file.
Finding joined_finding(const Finding& finding, const std::string& file, std::vector<const FindingCarrier*> carriers) {
  Finding joined = finding;
  joined.trail.clear();
  joined.carriers.clear();
  std::string symbols;
  for (const FindingCarrier* carrier : carriers) {
    joined.trail.insert(joined.trail.end(), carrier->steps.begin(), carrier->steps.end());
    joined.carriers.push_back(*carrier);
    if (carrier->symbol.empty()) continue;
    symbols += (symbols.empty() ? " (" : ", ") + carrier->symbol;
  }
  std::stable_sort(joined.trail.begin(), joined.trail.end(), [](const Step& a, const Step& b) {
    return std::pair(a.where.path.empty(), a.where) < std::pair(b.where.path.empty(), b.where);
  });
  joined.kind += (joined.kind.empty() ? "joined by " : "; joined by ") + (file.empty() ? "new edges" : file);
  joined.where = joined.trail.front().where;
  joined.message += file.empty() ? "; this was known, and it has grown"
                                 : fmt::format("; this was known, and `{}` has joined it", file);
  joined.message += symbols.empty() || file.empty() ? "" : symbols + ")";
  return joined;
}

}  // namespace

std::vector<CarrierName> names_of(const std::vector<FindingCarrier>& carriers) {
  std::vector<CarrierName> names;
  for (const FindingCarrier& carrier : carriers) names.push_back({carrier.file, carrier.symbol});
  std::sort(names.begin(), names.end());
  return names;
}

Growth growth_of(const Finding& finding, std::span<const CarrierName> then, const Program& program) {
  Growth growth;
  if (then.empty() || finding.carriers.empty()) {
    growth.known = finding.carriers;
    return growth;
  }
  const std::vector<bool> is_known = CarrierMatcher(finding.carriers, then, program).match();
  std::map<std::string, std::vector<const FindingCarrier*>> joined;  // by file
  for (std::size_t i = 0; i < finding.carriers.size(); ++i) {
    const FindingCarrier& carrier = finding.carriers[i];
    if (is_known[i]) {
      growth.known.push_back(carrier);
    } else if (!carrier.steps.empty()) {
      joined[carrier.file].push_back(&carrier);
    }
  }
  for (auto& [file, carriers] : joined) growth.joined.push_back(joined_finding(finding, file, std::move(carriers)));
  return growth;
}

}  // namespace loadline
