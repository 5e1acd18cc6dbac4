// Collects identifiers with Clang's raw lexer.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/identifiers.h"

#include <clang/Basic/LangOptions.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "analyzers/frontend/digest.h"

namespace loadline::frontend {
namespace {

bool is_condition(llvm::StringRef directive) {
  return directive == "if" || directive == "ifdef" || directive == "ifndef" || directive == "elif" ||
         directive == "elifdef" || directive == "elifndef" || directive == "undef";
}

template <typename T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool counts_uses(llvm::StringRef name) {
  return name == "__COUNTER__" || name == "__INCLUDE_LEVEL__" || name == "__BASE_FILE__";
}

// Pragmas that say nothing about the code behind them.
bool is_idle_pragma(llvm::StringRef name) {
  return name == "once" || name == "system_header" || name == "diagnostic" || name == "warning" || name == "message" ||
         name == "region" || name == "endregion" || name == "mark" || name == "comment";
}

// Reads a file with Clang's raw lexer: '#' at the start of a line opens a directive; its first identifier names it.
class Collector {
 public:
  FileIdentifiers collect(std::string_view content) {
    const std::string text(content);  // the lexer wants a terminating NUL
    clang::LangOptions language;
    language.CPlusPlus = language.CPlusPlus11 = true;
    clang::Lexer lexer(clang::SourceLocation(), language, text.data(), text.data(), text.data() + text.size());
    clang::Token token;
    for (bool at_end = lexer.LexFromRawLexer(token); !at_end || token.isNot(clang::tok::eof);
         at_end = lexer.LexFromRawLexer(token)) {
      offset_ = lexer.getCurrentBufferOffset() - token.getLength();
      if (token.isAtStartOfLine()) start_line(token.is(clang::tok::hash));
      if (in_ == In::code && !in_run_) open_run();
      if (token.is(clang::tok::raw_identifier)) note_identifier(token.getRawIdentifier());
    }
    close_run();
    sort_unique(found_.mentioned);
    sort_unique(found_.conditions);
    return std::move(found_);
  }

 private:
  enum class In { code, hash, condition, pragma, other };

  void start_line(bool is_directive) {
    if (in_ == In::code && !is_directive) return;
    close_run();
    in_ = is_directive ? In::hash : In::code;
  }

  void open_run() {
    in_run_ = true;
    found_.runs.push_back({offset_, static_cast<std::uint32_t>(found_.names.size()), 0});
    for (const auto& names : tested_) found_.names.insert(found_.names.end(), names.begin(), names.end());
  }

  void close_run() {
    if (!in_run_) return;
    in_run_ = false;
    CodeRun& run = found_.runs.back();
    const auto first = found_.names.begin() + run.first_name;
    if (run.pragma == CodeRun::Pragma::none) {
      std::sort(first, found_.names.end());
      found_.names.erase(std::unique(first, found_.names.end()), found_.names.end());
    }
    run.name_count = static_cast<std::uint32_t>(found_.names.size()) - run.first_name;
  }

  void note_identifier(llvm::StringRef name) {
    if (in_ == In::hash) return name_directive(name);
    const std::uint64_t id = digest(name);
    found_.mentioned.push_back(id);
    found_.counts_uses |= counts_uses(name);
    if (in_ == In::condition && name != "defined") {
      found_.conditions.push_back(name.str());
      if (!tested_.empty() && !is_undef_) tested_.back().push_back(id);
    }
    if (in_ == In::pragma) note_pragma(name);
    if (in_run_) found_.names.push_back(id);
  }

  void name_directive(llvm::StringRef name) {
    in_ = name == "pragma" ? In::pragma : is_condition(name) ? In::condition : In::other;
    is_undef_ = name == "undef";
    if (name == "if" || name == "ifdef" || name == "ifndef") tested_.emplace_back();
    if (name == "endif" && !tested_.empty()) tested_.pop_back();
    if (in_ != In::pragma) return;
    open_run();
    found_.runs.back().pragma = CodeRun::Pragma::set;
  }

  void note_pragma(llvm::StringRef name) {
    if (!in_run_) return;
    if (is_idle_pragma(name)) {
      found_.names.resize(found_.runs.back().first_name);
      found_.runs.pop_back();
      in_run_ = false;
    } else if (name == "visibility") {
      found_.runs.back().is_visibility = true;
    } else if (name == "push") {
      found_.runs.back().pragma = CodeRun::Pragma::push;
    } else if (name == "pop") {
      found_.runs.back().pragma = CodeRun::Pragma::pop;
    }
  }

  FileIdentifiers found_;
  In in_ = In::code;
  bool in_run_ = false;
  bool is_undef_ = false;
  std::vector<std::vector<std::uint64_t>> tested_;  // names in the conditions around, outermost first
  std::uint32_t offset_ = 0;                        // of the token being read
};

}  // namespace

bool FileIdentifiers::mentions(std::string_view name) const {
  return std::binary_search(mentioned.begin(), mentioned.end(), digest(name));
}

std::shared_ptr<const FileIdentifiers> IdentifierIndex::of(const std::string& path, std::string_view content) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(path);
    if (known != known_.end()) return known->second;
  }
  FileIdentifiers read = Collector().collect(content);
  read.path = digest(path);
  auto found = std::make_shared<const FileIdentifiers>(std::move(read));
  const std::lock_guard lock(mutex_);
  return known_.try_emplace(path, std::move(found)).first->second;
}

}  // namespace loadline::frontend
