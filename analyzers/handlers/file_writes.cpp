// Walks from handlers to calls that write files.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/handlers/file_writes.h"

#include <algorithm>
#include <map>

#include "analyzers/calls/call_arguments.h"
#include "analyzers/calls/handler_reach.h"
#include "analyzers/routes/route_branches.h"

namespace loadline {
namespace {

constexpr long kWriteOnly = 1, kReadWrite = 2;      // O_WRONLY, O_RDWR: the same on all systems
constexpr long kStreamOut = 16, kStreamAppend = 1;  // std::ios::out and app of libstdc++

class FileWriteFinder {
 public:
  FileWriteFinder(const Program& program, const Libraries& libraries) : program_(program), libraries_(libraries) {}

  // Whether the call opens a file for writing, or changes the file system.
  bool writes(const CallFact& call) const {
    const FileOperation* operation = operation_of(call);
    if (operation == nullptr) return false;
    const bool has_file = argument_at(program_, call, operation->file) != nullptr;
    if (operation->mode == kNoArgument) return has_file || operation->file == kNoArgument;
    const ArgumentFact* mode = argument_at(program_, call, operation->mode);
    if (mode == nullptr || mode->literal_kind == LiteralKind::none) return operation->writes_by_default && has_file;
    return is_for_writing(std::string(program_.bodies().texts[mode->literal]));
  }

  std::string file_of(const CallFact& call) const {
    const FileOperation* operation = operation_of(call);
    const ArgumentFact* file = operation == nullptr ? nullptr : argument_at(program_, call, operation->file);
    return file == nullptr ? std::string() : std::string(text_of(program_, *file));
  }

 private:
  // "w", "a+" of fopen; O_WRONLY of open; std::ios::out of fstream.
  static bool is_for_writing(const std::string& mode) {
    if (mode.find_first_of("wa+") != std::string::npos) return true;
    if (mode.empty() || mode.find_first_not_of("0123456789") != std::string::npos) return false;
    const long bits = std::stol(mode.substr(0, 9));
    return (bits & (kWriteOnly | kReadWrite | kStreamOut | kStreamAppend)) != 0;
  }

  const FileOperation* operation_of(const CallFact& call) const {
    const Symbol* callee = program_.symbol(call.callee);
    if (callee == nullptr) return nullptr;
    const FileOperation* operation = libraries_.file_writes.find(callee->name);
    // The signature of a library's function may not be known, but std::remove of <algorithm> is a template.
    const bool fits =
        operation != nullptr && (operation->takes.empty() || (callee->signature.empty() && !callee->has(kTemplate)) ||
                                 callee->signature.starts_with('(' + operation->takes));
    return fits ? operation : nullptr;
  }

  const Program& program_;
  const Libraries& libraries_;
};

}  // namespace

std::vector<FileWrite> find_file_writes(const Program& program, const CallGraph& calls,
                                        const std::vector<Route>& routes, const RouteBranches& branches,
                                        const Libraries& libraries) {
  const FileWriteFinder finder(program, libraries);
  std::vector<FileWrite> all;
  for (std::uint32_t number = 0; number < routes.size(); ++number) {
    const Node handler = calls.find(routes[number].entry());
    if (handler == kNone) continue;
    const HandlerReach reach(program, calls, handler, true, {}, branches.calls_of_others(routes[number]));
    std::map<Location, FileWrite> found;
    reach.for_each_call([&](Node node, std::uint32_t at) {
      const CallFact& call = program.bodies().calls[at];
      if (!finder.writes(call) || found.contains({call.file, call.line})) return;
      found[{call.file, call.line}] = {number, call.callee, finder.file_of(call), reach.path(node, at)};
    });
    for (auto& [where, write] : found) all.push_back(std::move(write));
  }
  return all;
}

}  // namespace loadline
