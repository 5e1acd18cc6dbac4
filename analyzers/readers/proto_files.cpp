// Finds .proto files and asks protobuf's importer what is in them.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/proto_files.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include <fmt/core.h>
#include <google/protobuf/compiler/importer.h>
#include <google/protobuf/descriptor.pb.h>

#include "analyzers/readers/project_files.h"
#include "analyzers/words/regular_file.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
namespace pb = google::protobuf;

// Protobuf's parser calls itself for each, and has no limit of its own.
constexpr std::size_t kMostNested = 200;
constexpr std::size_t kLargestProto = 64u << 20;  // bytes

// Where a string or comment that begins at `at` ends; `at` when none begins there.
std::size_t behind_text(std::string_view text, std::size_t at) {
  const auto behind = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == std::string_view::npos ? text.size() : found + end.size();
  };
  if (text.substr(at).starts_with("//") || text[at] == '#') return behind("\n", at);
  if (text.substr(at).starts_with("/*")) return behind("*/", at + 2);
  if (text[at] != '"' && text[at] != '\'') return at;
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != text[at] && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

// The deepest that braces stand in each other.
std::size_t nesting_of(std::string_view text) {
  std::size_t depth = 0, deepest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t behind = behind_text(text, at);
    if (behind > at) {
      at = behind;
      continue;
    }
    if (text[at] == '{') deepest = std::max(deepest, ++depth);
    if (text[at] == '}' && depth > 0) --depth;
    ++at;
  }
  return deepest;
}

// Why the file is not read; "" when it is.
std::string refusal_of(const fs::path& path) {
  const FileText file = read_regular_file(path, kLargestProto);
  if (!file.is_read()) return "cannot be read: " + file.why_not();
  if (nesting_of(file.text) <= kMostNested) return {};
  return "nests its blocks more than " + std::to_string(kMostNested) + " deep; it is not judged";
}

class Warnings : public pb::compiler::MultiFileErrorCollector {
 public:
  explicit Warnings(std::vector<std::string>* texts) : texts_(texts) {}
  // Counts lines from 0; -1 for the file as a whole. One line for a file is enough.
  void AddError(const std::string& file, int line, int /*column*/, const std::string& message) override {
    if (texts_ == nullptr || file == last_) return;
    last_ = file;
    texts_->push_back(fmt::format("{}:{}: {}; the rest of the file is not judged", file, line + 1, message));
  }

 private:
  std::vector<std::string>* texts_;
  std::string last_;
};

// The line of service number `service`: descriptors give places by the path of field numbers that leads to a thing.
std::uint32_t line_of(const pb::FileDescriptorProto& file, int service) {
  for (const pb::SourceCodeInfo::Location& location : file.source_code_info().location()) {
    const bool is_it = location.path_size() == 2 && location.path(0) == pb::FileDescriptorProto::kServiceFieldNumber &&
                       location.path(1) == service;
    if (is_it && location.span_size() > 0) return static_cast<std::uint32_t>(location.span(0)) + 1;
  }
  return 0;
}

}  // namespace

std::vector<ProtoService> read_proto_files(const fs::path& root, const std::vector<PathPattern>& exclude,
                                           std::vector<std::string>* warnings) {
  pb::compiler::DiskSourceTree tree;
  tree.MapPath("", root.string());
  pb::compiler::SourceTreeDescriptorDatabase database(&tree);
  Warnings collector(warnings);
  database.RecordErrorsTo(&collector);
  std::vector<ProtoService> services;
  for (const std::string& path : find_project_files(root, ".proto", exclude)) {
    if (const std::string refusal = refusal_of(root / path); !refusal.empty()) {
      if (warnings != nullptr) warnings->push_back(path + ": " + refusal);
      continue;
    }
    pb::FileDescriptorProto file;
    database.FindFileByName(path, &file);  // false after an error; what was read before it is still there
    for (int service = 0; service < file.service_size(); ++service) {
      services.push_back({file.service(service).name(), file.package(), path, line_of(file, service)});
    }
  }
  return services;
}

bool uses_protobuf(const Program& program) {
  return std::any_of(program.includes().begin(), program.includes().end(), [](const Include& include) {
    return include.spelling.ends_with(".pb.h") || include.spelling.starts_with("google/protobuf/");
  });
}

}  // namespace loadline
