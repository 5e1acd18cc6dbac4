// Declares the commands, parses argv, and words its mistakes.
// SPDX-License-Identifier: Apache-2.0
#include "tool/command_line.h"

#include <functional>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <CLI/CLI.hpp>

#include "analyzers/words/near_matches.h"
#include "analyzers/words/user_error.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/console/output.h"
#include "tool/version_line.h"

namespace loadline {

namespace {

constexpr const char* kFooter = R"(
Exit codes: 0 clean · 1 findings · 2 usage or configuration error · 3 analysis incomplete or failed
"loadline COMMAND --help" describes a command; "loadline explain RULE" describes a rule.)";

struct DeclaredCommand {
  CLI::App* app;
  std::function<int()> run;
};

void require_known_command(const std::string& word) {
  std::vector<std::string> names;
  for (const Command* command : all_commands()) names.emplace_back(command->name);
  if (word.starts_with('-') || std::find(names.begin(), names.end(), word) != names.end()) return;
  const std::string guess = did_you_mean(word, names);
  throw UserError("unknown command \"" + word + "\"", guess.empty() ? "loadline --help lists the commands" : guess);
}

// The command that argv names, or the program itself.
const CLI::App& chosen(const CLI::App& app) {
  const std::vector<CLI::App*> commands = app.get_subcommands();
  return commands.empty() ? app : *commands.front();
}

std::string full_name(const CLI::App& app, const CLI::App& command) {
  return &app == &command ? app.get_name() : app.get_name() + " " + command.get_name();
}

UserError unexpected_arguments(const CLI::App& app) {
  const CLI::App& command = chosen(app);
  const std::vector<std::string> extras = app.remaining(true);
  const std::string first = extras.empty() ? "" : extras.front();
  std::string hint;
  if (first.starts_with('-')) {
    std::vector<std::string> flags;
    for (const CLI::Option* option : command.get_options()) {
      for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
    }
    hint = did_you_mean(first.substr(0, first.find('=')), flags);
  }
  if (hint.empty()) hint = full_name(app, command) + " --help lists what it takes";
  return UserError(fmt::format("unexpected argument \"{}\"", first), hint);
}

// CLI11 ends many messages with a line break of its own.
std::string message_of(const CLI::ParseError& error) {
  std::string message = error.what();
  while (!message.empty() && message.back() == '\n') message.pop_back();
  return message;
}

std::vector<DeclaredCommand> declare_commands(CLI::App& app) {
  std::vector<DeclaredCommand> declared;
  for (const Command* command : all_commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command->name), std::string(command->summary));
    sub->set_help_flag("-h,--help", "Print this help and exit");
    Arguments arguments(*sub);
    declared.push_back({sub, command->declare(arguments)});
  }
  return declared;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app("Shows the architecture of a C++ codebase, and checks it against its rules.", "loadline");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.require_subcommand(0, 1);  // after a command, its name is an argument like any other: `schema graph`
  app.set_version_flag("--version", version_line(), "Print the versions and exit");
  app.get_formatter()->column_width(34);
  app.footer(kFooter);
  const std::vector<DeclaredCommand> commands = declare_commands(app);
  if (argc < 2) {
    std::cerr << app.help();
    return kUsageError;
  }
  require_known_command(argv[1]);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const std::string help = app.help();  // of the command that argv names, if any
    write_output("", [&](std::ostream& out) { out << help; });
    return kClean;
  } catch (const CLI::CallForVersion&) {
    write_output("", [](std::ostream& out) { out << version_line() << '\n'; });
    return kClean;
  } catch (const CLI::ExtrasError&) {
    throw unexpected_arguments(app);
  } catch (const CLI::ParseError& error) {
    throw UserError(message_of(error), full_name(app, chosen(app)) + " --help lists what it takes");
  }
  for (const DeclaredCommand& command : commands) {
    if (command.app->parsed()) return command.run();
  }
  throw UserError("no command given", "loadline --help lists the commands");
}

}  // namespace loadline
