// Gives modules to services by name, by use and by folder.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/service_owners.h"

#include <algorithm>

#include "analyzers/model/header_pairs.h"

namespace loadline {
namespace {

// The folder that holds all of them; "" when that is the root.
std::string_view common_folder(const Program& program, const std::vector<FileIndex>& files) {
  if (files.empty()) return {};
  std::string_view common = folder_of(program.files()[files.front()].path);
  for (const FileIndex file : files) {
    const std::string_view path = program.files()[file].path;
    while (!common.empty() &&
           !(path.starts_with(common) && path.size() > common.size() && path[common.size()] == '/')) {
      common = folder_of(common);
    }
  }
  return common;
}

bool lies_in(std::string_view folder, std::string_view outer) {
  return !outer.empty() && folder.starts_with(outer) && (folder.size() == outer.size() || folder[outer.size()] == '/');
}

class Owners {
 public:
  Owners(const Program& program, const Modules& modules, const std::vector<RunningService>& services)
      : program_(program), modules_(modules), services_(services), owner_(modules.all().size(), kNone) {
    for (std::uint32_t service = 0; service < services.size(); ++service) {
      const ModuleIndex own = modules.find(services[service].name);
      if (own != kNone) owner_[own] = service;
      folders_.push_back(own == kNone ? std::string_view() : common_folder(program, modules.all()[own].files));
    }
    for (ModuleIndex module = 0; module < owner_.size(); ++module) {
      if (owner_[module] == kNone) owner_[module] = by_use_or_folder(module);
    }
  }

  std::vector<std::uint32_t> by_file() const {
    std::vector<std::uint32_t> owners(program_.files().size(), kNone);
    for (ModuleIndex module = 0; module < owner_.size(); ++module) {
      for (const FileIndex file : modules_.all()[module].files) owners[file] = owner_[module];
    }
    return owners;
  }

 private:
  std::uint32_t by_use_or_folder(ModuleIndex module) const {
    const std::vector<FileIndex>& files = modules_.all()[module].files;
    if (files.empty()) return kNone;
    const std::string_view folder = common_folder(program_, files);
    std::uint32_t user = kNone, users = 0, home = kNone, homes = 0;
    for (std::uint32_t service = 0; service < services_.size(); ++service) {
      if (services_[service].has_file[files.front()]) user = service, ++users;
      if (lies_in(folder, folders_[service])) home = service, ++homes;
    }
    if (users == 1) return user;
    return homes == 1 ? home : kNone;
  }

  const Program& program_;
  const Modules& modules_;
  const std::vector<RunningService>& services_;
  std::vector<std::uint32_t> owner_;       // by module
  std::vector<std::string_view> folders_;  // by service: of its own module
};

}  // namespace

std::vector<std::uint32_t> owners_of_files(const Program& program, const Modules& modules,
                                           const std::vector<RunningService>& services) {
  return Owners(program, modules, services).by_file();
}

}  // namespace loadline
