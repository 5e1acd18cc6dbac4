// Sorts and renumbers the facts of a TU.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/sorted_facts.h"

#include <algorithm>
#include <tuple>

#include "analyzers/facts/described_facts.h"

namespace loadline {
namespace {

// Calls `use` with every FileIndex among the facts.
template <class Use>
void each_file_index(TuFacts& facts, Use use) {
  fields::for_each_list(facts, [&](auto& list) {
    for (auto& fact : list) fields::for_each_file(fact, use);
  });
}

// Calls `use` with every TextIndex among the facts.
template <class Use>
void each_text_index(TuFacts& facts, Use use) {
  fields::for_each_list(facts, [&](auto& list) {
    for (auto& fact : list) fields::for_each_text(fact, use);
  });
}

void renumber_files(TuFacts& facts) {
  std::vector<std::uint8_t> is_used(facts.files.size(), 0);
  each_file_index(facts, [&](FileIndex& file) {
    if (file != kNone) is_used[file] = 1;
  });
  std::vector<FileIndex> order;
  for (FileIndex file = 0; file < facts.files.size(); ++file) {
    if (file == 0 || is_used[file] != 0 || facts.files[file].owned != 0) order.push_back(file);
  }
  if (order.empty()) return;
  std::sort(order.begin() + 1, order.end(), [&](FileIndex a, FileIndex b) { return facts.path(a) < facts.path(b); });
  std::vector<FileIndex> number_of(facts.files.size(), kNone);
  std::vector<FileFact> files;
  for (const FileIndex file : order) {
    number_of[file] = static_cast<FileIndex>(files.size());
    files.push_back(facts.files[file]);
  }
  facts.files = std::move(files);
  each_file_index(facts, [&](FileIndex& file) {
    if (file != kNone) file = number_of[file];
  });
}

void renumber_texts(TuFacts& facts) {
  std::vector<TextIndex> number_of(facts.texts.size(), kNone);
  std::vector<std::string> texts{std::string()};
  number_of[0] = 0;
  each_text_index(facts, [&](TextIndex& text) {
    if (number_of[text] == kNone) {
      number_of[text] = static_cast<TextIndex>(texts.size());
      texts.push_back(std::move(facts.texts[text]));
    }
    text = number_of[text];
  });
  facts.texts = std::move(texts);
}

template <class Fact>
void sort_list(std::vector<Fact>& list) {
  if constexpr (requires { fields::Description<Fact>::sort_key; }) {
    const auto key = [](const Fact& fact) {
      return std::apply([&](const auto... member) { return std::tie(fact.*member...); },
                        fields::Description<Fact>::sort_key);
    };
    std::stable_sort(list.begin(), list.end(), [&](const Fact& a, const Fact& b) { return key(a) < key(b); });
  }
}

}  // namespace

void sort_facts(TuFacts& facts) {
  renumber_files(facts);
  fields::for_each_list(facts, [](auto& list) { sort_list(list); });
  renumber_texts(facts);
}

}  // namespace loadline
