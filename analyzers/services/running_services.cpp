// Finds which executables serve, by their modules.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/running_services.h"

#include <algorithm>

#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

class ServiceFinder {
 public:
  ServiceFinder(const Program& program, const Modules& modules, const std::vector<Route>& routes, const ApiUses& uses)
      : program_(program), modules_(modules), routes_(routes), uses_(uses) {
    for (const FunctionFact& function : program.bodies().functions) {
      if (program.name_of(function.symbol) == "main") mains_.push_back({function.file, function.line});
    }
  }

  std::vector<RunningService> find() const {
    std::vector<RunningService> services;
    for (const Service& service : modules_.services()) {
      std::vector<bool> has_file(program_.files().size());
      for (const ModuleIndex module : service.modules) {
        for (const FileIndex file : modules_.all()[module].files) has_file[file] = true;
      }
      add(service.name, std::move(has_file), services);
    }
    if (modules_.services().empty()) {
      std::vector<bool> has_file(program_.files().size());
      for (FileIndex file = 0; file < has_file.size(); ++file) {
        const File& candidate = program_.files()[file];
        has_file[file] = candidate.origin == Origin::project && !is_test_code(candidate.path);
      }
      add("the program", std::move(has_file), services);
    }
    find_owned(services);
    return services;
  }

 private:
  void add(const std::string& name, std::vector<bool> has_file, std::vector<RunningService>& services) const {
    RunningService service;
    service.name = name;
    for (std::uint32_t route = 0; route < routes_.size(); ++route) {
      const FileIndex file = routes_[route].where.file;
      if (file != kNone && has_file[file]) service.routes.push_back(route);
    }
    Location serving;
    for (const ApiUse& use : uses_.of(Role::serving)) {
      if (!serving.known() && has_file[use.where.file]) serving = use.where;
    }
    // An executable without a main of its own gets one from a test framework.
    const Location main = main_in(has_file);
    const bool serves = !service.routes.empty() || serving.known();
    const bool is_test =
        !modules_.services().empty() && (!main.known() || is_test_code(program_.files()[main.file].path));
    if (!serves || is_test) return;
    service.where = main.known() ? main : serving.known() ? serving : routes_[service.routes.front()].where;
    service.has_file = std::move(has_file);
    services.push_back(std::move(service));
  }

  Location main_in(const std::vector<bool>& has_file) const {
    const auto found = std::find_if(mains_.begin(), mains_.end(), [&](Location main) { return has_file[main.file]; });
    return found == mains_.end() ? Location{} : *found;
  }

  static void find_owned(std::vector<RunningService>& services) {
    for (RunningService& service : services) {
      service.owns_file = service.has_file;
      for (const RunningService& other : services) {
        if (&other == &service) continue;
        for (FileIndex file = 0; file < service.owns_file.size(); ++file) {
          if (other.has_file[file]) service.owns_file[file] = false;
        }
      }
    }
  }

  const Program& program_;
  const Modules& modules_;
  const std::vector<Route>& routes_;
  const ApiUses& uses_;
  std::vector<Location> mains_;  // an executable has one; all have the same symbol
};

}  // namespace

std::vector<RunningService> find_running_services(const Program& program, const Modules& modules,
                                                  const std::vector<Route>& routes, const ApiUses& uses) {
  return ServiceFinder(program, modules, routes, uses).find();
}

}  // namespace loadline
