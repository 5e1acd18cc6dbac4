// Every option that Clang knows, in every spelling and for every reader: none runs, writes or prints anything.
// SPDX-License-Identifier: Apache-2.0
#include <clang/Driver/Options.h>
#include <llvm/Option/OptTable.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "analyzers/facts/fact_store.h"
#include "analyzers/frontend/commands/arguments.h"
#include "analyzers/frontend/commands/command_words.h"
#include "analyzers/frontend/extraction.h"
#include "tests/tool/temporary_folder.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// A project whose every tool leaves a mark when it is run, and a folder outside that nobody may touch.
class Trap {
 public:
  Trap() {
    for (const char* name : {"clang", "clang++", "c++", "nvptx-arch", "amdgpu-arch", "ld", "as", "ptxas", "tool"}) {
      const std::string tool = "bin/" + std::string(name);
      folder_.write(tool, "#!/bin/sh\necho \"$0 $*\" >>" + (folder_.path() / "ran").string() + "\n");
      fs::permissions(folder_.path() / tool, fs::perms::owner_all);
    }
    for (const char* name : {"clang.cfg", "clang++.cfg", "c++.cfg"}) {
      folder_.write("bin/" + std::string(name), "--serialize-diagnostics " + out() + "\n-DREAD_FROM_CONFIGURATION");
    }
    folder_.write("project/a.cpp", "#include \"a.h\"\nint f() { return g(); }\n");
    folder_.write("project/a.h", "#pragma once\nint g();\n");
    folder_.write("project/module.modulemap", "module a { header \"a.h\" export * }\n");
    folder_.write("outside/precious", "precious\n");
    path_ = std::getenv("PATH");
    ::setenv("PATH", (compiler().substr(0, compiler().rfind('/')) + ":" + path_).c_str(), 1);
    before_ = files();
  }
  ~Trap() { ::setenv("PATH", path_.c_str(), 1); }
  Trap(const Trap&) = delete;
  Trap& operator=(const Trap&) = delete;

  std::string compiler() const { return (folder_.path() / "bin/clang++").string(); }
  std::string tool() const { return (folder_.path() / "bin/tool").string(); }
  std::string out() const { return (folder_.path() / "outside/new").string(); }
  std::string root() const { return (folder_.path() / "project").string(); }
  bool is_untouched() const { return files() == before_; }

 private:
  std::set<std::string> files() const {
    std::set<std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder_.path())) {
      const std::string size = entry.is_regular_file() ? std::to_string(entry.file_size()) : "";
      found.insert(entry.path().string() + " " + size);
    }
    return found;
  }

  test::TemporaryFolder folder_;
  std::string path_;
  std::set<std::string> before_;
};

// "-x", "-xV", "-x V", "-x V V": whatever the table says of the option, a hostile command may write it in any way.
std::vector<Words> spellings(const llvm::opt::Option& option, const std::string& value) {
  const std::string name = option.getName().str();
  std::vector<Words> result;
  for (const std::string prefix : {"-", "--", "/"}) {
    result.push_back({prefix + name});
    result.push_back({prefix + name + value});
    result.push_back({prefix + name, value});
    result.push_back({prefix + name, value, value});
    result.push_back({prefix + name + "=" + value});
    result.push_back({prefix + name, prefix + name, value});
  }
  return result;
}

Words behind(const std::string& escape, const Words& words) {
  Words result;
  for (const std::string& word : words) {
    if (escape.ends_with(",")) {
      result.push_back(escape + word);
    } else {
      result.insert(result.end(), {escape, word});
    }
  }
  return result;
}

// All spellings of all options, cleaned; each result once.
std::set<Words> cleaned_commands(const Trap& trap) {
  std::set<Words> commands;
  const llvm::opt::OptTable& table = clang::driver::getDriverOptTable();
  for (unsigned number = 1; number <= table.getNumOptions(); ++number) {
    const llvm::opt::Option option = table.getOption(number);
    if (option.getKind() == llvm::opt::Option::GroupClass) continue;
    for (const std::string& value : {trap.tool(), std::string("native")}) {
      for (const Words& spelling : spellings(option, value)) {
        for (const Words& words :
             {spelling, behind("-Xclang", spelling), behind("-Xpreprocessor", spelling), behind("-Wp,", spelling)}) {
          Words command{trap.compiler(), "-target", "x86_64-linux-gnu"};
          command.insert(command.end(), words.begin(), words.end());
          commands.insert(clean_arguments(command, trap.root()).arguments);
        }
      }
    }
  }
  return commands;
}

}  // namespace

TEST_CASE("no option of Clang, in whatever spelling, runs, writes or prints anything") {
  const Trap trap;
  Sources sources;
  sources.root = sources.build_dir = trap.root();
  for (const Words& arguments : cleaned_commands(trap)) {
    sources.commands.push_back({trap.root() + "/a.cpp", trap.root(), arguments, {}});
  }
  REQUIRE(sources.commands.size() > 500);
  ExtractionOptions options;
  options.jobs = 2;
  options.precompile = false;
  const auto store = make_memory_store();
  std::size_t read_from_configuration = 0;
  const ExtractionReport report = extract_facts(sources, *store, options, [&](const TuFacts& facts) {
    for (const std::string& text : facts.texts) read_from_configuration += text == "READ_FROM_CONFIGURATION";
  });
  CHECK(read_from_configuration == 0);
  CHECK(trap.is_untouched());
  CHECK(report.units.size() > 100);
}

TEST_CASE("an option that parsing needs reaches Clang through every escape") {
  for (const char* escape : {"-Xclang -D -Xclang A=1", "-Xpreprocessor -DA=1", "-Wp,-DA=1", "-Wp,-D,A=1"}) {
    INFO(escape);
    const Words words = clean_arguments(split_command(std::string("c++ ") + escape + " a.cpp"), "/").arguments;
    std::string all;
    for (std::size_t i = 1; i < words.size(); ++i) all += words[i];
    CHECK(all == "-DA=1");
  }
}

TEST_CASE("a warning that is an error by default can be turned off, others are dropped") {
  const auto kept = [](const std::string& flag) { return clean_arguments({"c++", flag}, "/").arguments.size() == 2; };
  CHECK(kept("-Wno-c++11-narrowing"));
  CHECK(kept("-Wno-error=c++11-narrowing"));
  CHECK_FALSE(kept("-Wc++11-narrowing"));
  CHECK_FALSE(kept("-Wno-unused-variable"));
  CHECK_FALSE(kept("-Werror"));
}

}  // namespace loadline::frontend
