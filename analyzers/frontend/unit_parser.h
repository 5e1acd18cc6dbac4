// Parses one TU with Clang and returns its facts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Frontend/CompilerInvocation.h>
#include <llvm/ADT/IntrusiveRefCntPtr.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <map>
#include <string>
#include <vector>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/files/file_paths.h"
#include "analyzers/frontend/precompiled/module_interface.h"
#include "analyzers/frontend/precompiled/precompile.h"
#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

struct UnitRequest {
  std::string source;                                     // absolute
  std::string directory;                                  // working directory of the command
  const clang::CompilerInvocation* invocation = nullptr;  // without input; shared by many units
  std::vector<std::string> owned_headers;                 // project names; see claim_plan.h
  // Read in place of the headers it holds, none of which is owned.
  std::shared_ptr<const PrecompiledHeader> precompiled;
  const UnitScan* scan = nullptr;                     // of this unit, traced; needed only with `precompiled`
  ModuleInterfaces modules;                           // those that it imports, with all that they import
  std::map<std::string, std::string> module_sources;  // by module that it names: what provides it, absolute
  // Read before everything else, and not counted as included: what `import std` stands for. "": nothing.
  std::string prefix_path;  // absolute, of no file on disk
  std::string prefix_text;
};

// Adds what the request's precompiled header and modules were made from.
void add_inputs_of_loaded(const UnitRequest& request, Inputs& inputs);

// Never throws and never fails: problems are in the facts. Thread-safe for distinct file systems.
// Parses less than a compiler does ("Speed" in analyzers/README.md): bodies of functions that this TU does not own are
// skipped, warnings and typo correction are off, and of the templates instantiated at the end of the TU only those of the project that owned
// code calls are, one by one, to learn whom they call.
// `memory`: where to say how many bytes Clang held at the end, or nullptr. `interface`: where to put what importers of the
// module that the unit exports load, or nullptr; stays empty when it exports none.
TuFacts parse_unit(const UnitRequest& request, const FilePaths& paths,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files, std::uint64_t* memory = nullptr,
                   std::string* interface = nullptr);

// The include graph of a TU that cannot be parsed.
TuFacts parse_includes(const UnitRequest& request, const FilePaths& paths,
                       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files);

// Nothing but the source's name and `problem`.
TuFacts facts_of_lost_unit(const UnitRequest& request, const FilePaths& paths, const std::string& problem);

}  // namespace loadline::frontend
