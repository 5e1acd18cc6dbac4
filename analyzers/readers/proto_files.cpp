// Finds .proto files and asks protobuf's importer what is in them.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/proto_files.h"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>
#include <google/protobuf/compiler/importer.h>
#include <google/protobuf/descriptor.pb.h>

#include "analyzers/readers/project_files.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
namespace pb = google::protobuf;

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
