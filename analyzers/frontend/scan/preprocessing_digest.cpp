// Sums up the runs of code that the preprocessor hands out.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/preprocessing_digest.h"

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {

bool PreprocessingDigest::counts_by_words(const OpenFile& open, const CodeRun& run) {
  return open.is_system && run.global_typedef != 0;
}

void PreprocessingDigest::enter(std::shared_ptr<const FileIdentifiers> file, bool is_system) {
  open_.push_back({std::move(file), is_system, 0});
}

void PreprocessingDigest::advance(std::uint32_t offset) {
  if (open_.empty() || open_.back().file == nullptr) return;
  OpenFile& current = open_.back();
  const std::vector<CodeRun>& runs = current.file->runs;
  for (; current.next_run < runs.size() && runs[current.next_run].begin < offset; ++current.next_run) {
    read(current, runs[current.next_run]);
  }
}

void PreprocessingDigest::skip(std::uint32_t begin, std::uint32_t end) {
  if (open_.empty() || open_.back().file == nullptr) return;
  advance(begin);
  OpenFile& current = open_.back();
  const std::vector<CodeRun>& runs = current.file->runs;
  while (current.next_run < runs.size() && runs[current.next_run].begin < end) ++current.next_run;
}

void PreprocessingDigest::leave() {
  if (open_.empty()) return;
  advance(~std::uint32_t{0});
  open_.pop_back();
}

void PreprocessingDigest::set_macro(std::uint64_t name, std::uint64_t meaning) { macros_[name >> 1] = meaning; }

void PreprocessingDigest::read(const OpenFile& open, const CodeRun& run) {
  if (run.is_visibility && open.is_system) return;
  const std::uint64_t number = number_of(open, run);
  switch (run.pragma) {
    case CodeRun::Pragma::none:
      if (!counts_by_words(open, run) || said_.insert(number).second) sum_ += number;
      return;
    case CodeRun::Pragma::push: pushed_.push_back(in_force_); break;
    case CodeRun::Pragma::pop:
      if (pushed_.empty()) break;
      in_force_ = pushed_.back();
      pushed_.pop_back();
      return;
    case CodeRun::Pragma::set: break;
  }
  in_force_ = number;
}

std::uint64_t PreprocessingDigest::number_of(const OpenFile& open, const CodeRun& run) const {
  const FileIdentifiers& file = *open.file;
  std::uint64_t environment = 0;
  for (std::uint32_t i = run.first_name; i < run.first_name + run.name_count; ++i) {
    const std::uint64_t parts[] = {file.names[i], macros_.lookup(file.names[i] >> 1)};
    if (parts[1] != 0) environment += name_digest({reinterpret_cast<const char*>(parts), sizeof(parts)});
  }
  const bool by_words = counts_by_words(open, run);
  const std::uint64_t parts[] = {by_words ? 0 : file.path, by_words ? run.global_typedef : run.begin, environment,
                                 in_force_};
  return name_digest({reinterpret_cast<const char*>(parts), sizeof(parts)});
}

}  // namespace loadline::frontend
