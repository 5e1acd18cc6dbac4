// Collects identifiers with Clang's raw lexer.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/identifiers.h"

#include <clang/Basic/LangOptions.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {
namespace {

bool opens_condition(llvm::StringRef directive) {
  return directive == "if" || directive == "ifdef" || directive == "ifndef";
}

bool goes_on_with_condition(llvm::StringRef directive) {
  return directive == "elif" || directive == "elifdef" || directive == "elifndef";
}

// Directives that Clang's scanner never leaves out.
bool is_kept_by_scanner(llvm::StringRef directive) {
  return directive == "define" || directive == "undef" || directive == "include" || directive == "include_next";
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

// An #if to its #endif.
struct Condition {
  std::vector<std::uint64_t> names;  // that it tests
  bool has_kept = false;             // a directive that the scanner never leaves out
  bool has_elif = false;

  bool is_told() const { return has_kept && !has_elif; }
};

// Whether the words of a run are one typedef of a type that is known already. What defines a type stands in one place.
class TypedefWatch {
 public:
  void start() { words_.clear(), state_ = State::start; }
  void add(const clang::Token& token, llvm::StringRef word) {
    if (state_ == State::start) state_ = word == "typedef" ? State::open : State::no;
    if (state_ == State::no) return;
    const bool names_class = word == "struct" || word == "class" || word == "union" || word == "enum";
    if (state_ == State::done || names_class || token.is(clang::tok::l_brace)) state_ = State::no;
    if (token.is(clang::tok::semi)) state_ = State::done;
    (words_ += word) += ' ';
  }
  std::uint64_t result() const { return state_ == State::done ? name_digest(words_) | 1 : 0; }

 private:
  enum class State { start, open, done, no };
  State state_ = State::start;
  std::string words_;
};

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
      if (in_ == In::code) note_code(token, llvm::StringRef(text).substr(offset_, token.getLength()));
      if (token.is(clang::tok::raw_identifier)) note_identifier(token.getRawIdentifier());
    }
    close_run();
    add_names();
    sort_unique(found_.mentioned);
    sort_unique(found_.conditions);
    return std::move(found_);
  }

 private:
  enum class In { code, hash, condition, pragma, other };

  // A run while the file is not yet read to its end.
  struct OpenRun {
    std::vector<std::uint64_t> names;
    std::vector<std::size_t> conditions;  // around it, into conditions_
  };

  void start_line(bool is_directive) {
    if (in_ == In::code && !is_directive) return;
    close_run();
    in_ = is_directive ? In::hash : In::code;
  }

  void note_code(const clang::Token& token, llvm::StringRef word) {
    if (!in_run_) open_run();
    if (token.is(clang::tok::l_brace)) ++depth_;
    if (token.is(clang::tok::r_brace)) --depth_;
    typedef_.add(token, word);
  }

  void open_run() {
    in_run_ = true;
    found_.runs.push_back({offset_});
    open_.push_back({{}, around_});
    typedef_.start();
  }

  void close_run() {
    if (!in_run_) return;
    in_run_ = false;
    CodeRun& run = found_.runs.back();
    if (run.pragma != CodeRun::Pragma::none) return;
    sort_unique(open_.back().names);
    if (depth_ == 0) run.global_typedef = typedef_.result();
  }

  // Which conditions count is known at the end of the file.
  void add_names() {
    for (std::size_t i = 0; i < open_.size(); ++i) {
      std::vector<std::uint64_t>& names = open_[i].names;
      for (const std::size_t number : open_[i].conditions) {
        const Condition& condition = conditions_[number];
        if (!condition.is_told()) names.insert(names.end(), condition.names.begin(), condition.names.end());
      }
      if (found_.runs[i].pragma == CodeRun::Pragma::none) sort_unique(names);
      found_.runs[i].first_name = static_cast<std::uint32_t>(found_.names.size());
      found_.runs[i].name_count = static_cast<std::uint32_t>(names.size());
      found_.names.insert(found_.names.end(), names.begin(), names.end());
    }
  }

  void note_identifier(llvm::StringRef name) {
    if (in_ == In::hash) return name_directive(name);
    const std::uint64_t id = name_digest(name);
    found_.mentioned.push_back(id);
    found_.counts_uses |= counts_uses(name);
    if (in_ == In::condition && name != "defined") {
      found_.conditions.push_back(name.str());
      if (!around_.empty() && !is_undef_) conditions_[around_.back()].names.push_back(id);
    }
    if (in_ == In::pragma) note_pragma(name);
    if (in_run_) open_.back().names.push_back(id);
  }

  void name_directive(llvm::StringRef name) {
    is_undef_ = name == "undef";
    const bool opens = opens_condition(name), goes_on = goes_on_with_condition(name);
    in_ = name == "pragma" ? In::pragma : opens || goes_on || is_undef_ ? In::condition : In::other;
    if (is_kept_by_scanner(name)) {
      for (const std::size_t condition : around_) conditions_[condition].has_kept = true;
    }
    if (goes_on && !around_.empty()) conditions_[around_.back()].has_elif = true;
    if (name == "endif" && !around_.empty()) around_.pop_back();
    if (opens) {
      around_.push_back(conditions_.size());
      conditions_.emplace_back();
    }
    if (in_ != In::pragma) return;
    open_run();
    found_.runs.back().pragma = CodeRun::Pragma::set;
  }

  void note_pragma(llvm::StringRef name) {
    if (!in_run_) return;
    if (is_idle_pragma(name)) {
      found_.runs.pop_back();
      open_.pop_back();
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
  std::vector<OpenRun> open_;  // of found_.runs
  std::vector<Condition> conditions_;
  std::vector<std::size_t> around_;  // the conditions around what is being read, outermost first
  TypedefWatch typedef_;             // of the last run
  In in_ = In::code;
  bool in_run_ = false;
  bool is_undef_ = false;
  int depth_ = 0;             // of braces
  std::uint32_t offset_ = 0;  // of the token being read
};

}  // namespace

bool FileIdentifiers::mentions(std::uint64_t name) const {
  return std::binary_search(mentioned.begin(), mentioned.end(), name);
}

std::shared_ptr<const FileIdentifiers> IdentifierIndex::known(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(path);
  return found == known_.end() ? nullptr : found->second;
}

std::shared_ptr<const FileIdentifiers> IdentifierIndex::of(const std::string& path, std::string_view content) {
  if (auto found = known(path)) return found;
  FileIdentifiers read = Collector().collect(content);
  read.path = name_digest(path);
  read.content = content_digest(content);
  auto found = std::make_shared<const FileIdentifiers>(std::move(read));
  const std::lock_guard lock(mutex_);
  return known_.try_emplace(path, std::move(found)).first->second;
}

}  // namespace loadline::frontend
