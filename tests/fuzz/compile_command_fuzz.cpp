// One compile command from anybody, through to parsing: the unit is read or lost, and nothing else happens.
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "analyzers/facts/fact_store.h"
#include "analyzers/frontend/commands/arguments.h"
#include "analyzers/frontend/extraction.h"

namespace {

namespace fs = std::filesystem;

// A folder with one source, in which nothing may appear.
const fs::path& project() {
  static const fs::path folder = [] {
    std::string name = (fs::temp_directory_path() / "loadline-fuzz-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    std::ofstream(fs::path(name) / "a.cpp") << "#include \"a.h\"\nint f() { return g(1); }\n";
    std::ofstream(fs::path(name) / "a.h") << "#pragma once\nint g(int);\n";
    return fs::canonical(name);
  }();
  return folder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string root = project().string();
  loadline::frontend::CleanArguments clean =
      loadline::frontend::clean_arguments(loadline::frontend::split_command("c++ " + text), root);
  loadline::Sources sources;
  sources.root = sources.build_dir = root;
  sources.commands.push_back({root + "/a.cpp", root, std::move(clean.arguments)});
  loadline::ExtractionOptions options;
  options.unit_seconds = 5;
  const auto store = loadline::make_memory_store();
  loadline::extract_facts(sources, *store, options, [](const loadline::TuFacts&) {});
  const auto files = std::distance(fs::directory_iterator(project()), fs::directory_iterator());
  if (files != 2) std::abort();
  return 0;
}
