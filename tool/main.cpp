// The entry point: turns what goes wrong into one message and an exit code.
// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <sstream>
#include <string>

#include <fmt/core.h>

#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "tool/command.h"
#include "tool/command_line.h"

namespace {

// Line breaks are ours; other control characters come from the input and must not reach the terminal.
void print_lines(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) std::cerr << loadline::terminal_text(line) << '\n';
}

int report(const loadline::UserError& error, int exit_code) {
  std::cerr << "loadline: error: ";
  print_lines(error.what());
  if (!error.hint().empty()) {
    std::cerr << "  hint: ";
    print_lines(error.hint());
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  // A closed pipe, and a file larger than the user allows, are then errors of write(), with a message.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return loadline::run_command_line(argc, argv);
  } catch (const loadline::AnalysisFailure& failure) {
    return report(failure, loadline::kIncomplete);
  } catch (const loadline::UserError& mistake) {
    return report(mistake, loadline::kUsageError);
  } catch (const std::bad_alloc&) {
    return report({"out of memory", "use fewer jobs (--jobs 1)"}, loadline::kIncomplete);
  } catch (const std::filesystem::filesystem_error& failure) {
    return report({fmt::format("cannot use {}: {}", failure.path1().string(), failure.code().message()),
                   "check the file and its permissions"},
                  loadline::kIncomplete);
  } catch (const std::exception& bug) {
    return report({std::string("internal error: ") + bug.what(), "this is a bug in loadline; please report it"},
                  loadline::kIncomplete);
  }
}
