// Chooses the headers and proves them unit by unit.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/precompiled/module_header.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/precompiled/standard_module.h"
#include "analyzers/frontend/threads/workers.h"

namespace loadline::frontend {
namespace {

constexpr unsigned kLeastUsers = 2;

// The headers outside the project that `user` includes itself, as found on the include path.
std::set<std::string> system_headers(const HeaderUser& user, const FilePaths& paths) {
  std::set<std::string> spellings;
  const UnitScan& scan = *user.scan;
  for (const TracedFile& file : scan.trace->files) {
    const bool is_direct = file.includer != file.file && paths.project_name(scan.files[file.includer].path).has_value();
    const bool is_system = !paths.project_name(scan.files[file.file].path) && !file.spelling.empty();
    if (is_direct && is_system && !file.keeps_order && !scan.files[file.file].repeated) spellings.insert(file.spelling);
  }
  return spellings;
}

std::string text_of_header(const std::vector<HeaderUser>& users, const FilePaths& paths) {
  std::map<std::string, unsigned> counts;
  bool has_standard = false;
  for (const HeaderUser& user : users) {
    has_standard |= imports_standard(*user.scan);
    for (const std::string& spelling : system_headers(user, paths)) ++counts[spelling];
  }
  std::string text = has_standard ? standard_headers().text : std::string();
  for (const auto& [spelling, count] : counts) {
    if (count >= kLeastUsers) text += fmt::format("#include <{}>\n", spelling);
  }
  return text;
}

// What the prefix reads, by the scan of a unit with it.
std::map<std::string, Digest> files_of_prefix(const UnitScan& scan, const std::string& source) {
  std::set<std::uint32_t> reached;
  std::vector<std::uint32_t> pending;
  for (const TracedFile& file : scan.trace->files) {
    if (file.includer == file.file && scan.files[file.file].path != source) pending.push_back(file.file);
  }
  std::multimap<std::uint32_t, std::uint32_t> includes(scan.trace->includes.begin(), scan.trace->includes.end());
  while (!pending.empty()) {
    const std::uint32_t file = pending.back();
    pending.pop_back();
    if (!reached.insert(file).second) continue;
    const auto [first, last] = includes.equal_range(file);
    for (auto include = first; include != last; ++include) pending.push_back(include->second);
  }
  std::map<std::string, Digest> files;
  for (const std::uint32_t file : reached) files.emplace(scan.files[file].path, scan.files[file].digest);
  return files;
}

// Whether the header is for `user` what it is for the unit whose flags it is made with.
bool agrees(const HeaderUser& user, const HeaderUser& sample, const UnitScan& scan,
            const std::map<std::string, Digest>& files, IdentifierIndex& identifiers) {
  std::map<std::string, Digest> read;
  for (const ScannedFile& file : scan.files) read.emplace(file.path, file.digest);
  const bool reads_them = std::includes(read.begin(), read.end(), files.begin(), files.end());
  std::vector<std::string> differing;
  std::set_symmetric_difference(user.invocation->definitions.begin(), user.invocation->definitions.end(),
                                sample.invocation->definitions.begin(), sample.invocation->definitions.end(),
                                std::back_inserter(differing));
  return reads_them && std::all_of(files.begin(), files.end(), [&](const auto& file) {
           const auto known = identifiers.known(file.first);
           return known != nullptr &&
                  std::none_of(differing.begin(), differing.end(), [&](const std::string& definition) {
                    return known->mentions(name_digest(macro_name(definition)));
                  });
         });
}

}  // namespace

UnitScan scan_with_standard_headers(const CompileCommand& command, const Invocation& invocation, const FilePaths& paths,
                                    ScanService& service, IdentifierIndex& identifiers) {
  UnitScan scan = scan_unit(command, invocation, paths, service, identifiers);
  if (!imports_standard(scan)) return scan;
  const PrefixHeader standard = standard_headers();
  return scan_unit(command, invocation, paths, service, identifiers, &standard);
}

ModuleHeader choose_module_header(const std::vector<HeaderUser>& users, const FilePaths& paths, ScanService& service,
                                  IdentifierIndex& identifiers, unsigned jobs) {
  run_confined(jobs, users.size(), [&](std::size_t i) {
    const HeaderUser& user = users[i];
    if (user.scan->trace != nullptr) return;
    *user.scan = scan_with_standard_headers(*user.command, *user.invocation, paths, service, identifiers);
  });
  ModuleHeader header;
  header.text = text_of_header(users, paths);
  if (header.text.empty()) return header;
  std::vector<UnitScan> scans(users.size());
  run_confined(jobs, users.size(), [&](std::size_t i) {
    const PrefixHeader prefix{"/loadline-precompiled/proof.h", header.text, users[i].scan};
    run_safely(
        [&] { scans[i] = scan_unit(*users[i].command, *users[i].invocation, paths, service, identifiers, &prefix); });
  });
  if (scans.front().trace == nullptr) return {};
  const std::map<std::string, Digest> files = files_of_prefix(scans.front(), users.front().command->source);
  for (std::size_t i = 0; i < users.size(); ++i) {
    const bool is_same =
        scans[i].trace != nullptr && scans[i].trace->preprocessed == users[i].scan->trace->preprocessed;
    if (is_same && agrees(users[i], users.front(), scans[i], files, identifiers)) header.takers.push_back(i);
  }
  if (header.takers.size() < kLeastUsers && !imports_standard(*users.front().scan)) return {};
  KeyDigest key;
  for (const auto& [path, digest] : files) {
    key.add(path);
    key.add(digest);
  }
  header.content = key.value();
  header.files = files.size();
  return header;
}

}  // namespace loadline::frontend
