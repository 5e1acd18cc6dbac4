// Reads which RPC services the .proto files of a project define.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/model/architecture.h"
#include "analyzers/model/program.h"
#include "analyzers/model/proto_service.h"

namespace loadline {

// Sorted by path, line. Folders of builds, of copied code and hidden ones, and what `exclude` names, are left out. A
// file that protobuf's own parser rejects adds a line to `warnings`; what it holds up to there counts. Imports are not
// followed: a service is known without them.
std::vector<ProtoService> read_proto_files(const std::filesystem::path& root, const std::vector<PathPattern>& exclude,
                                           std::vector<std::string>* warnings);

// Whether the program includes code that protoc makes. Without any there is no need to look for .proto files.
bool uses_protobuf(const Program& program);

}  // namespace loadline
