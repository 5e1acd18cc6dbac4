// Which service a file belongs to: by its module, by who links it, and by the folder it is in.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/services/running_services.h"
#include "analyzers/services/service_owners.h"
#include "tests/support/program_text.h"

using namespace loadline;

namespace {

const Program& shop() {
  static const Program program = test::program_from_text(
      "services/orders/main.cpp\n"
      "services/orders/pricing.cpp\n"
      "services/gateway/main.cpp\n"
      "services/gateway/pages.cpp\n"
      "libs/http/server.cpp\n");
  return program;
}

BuildTarget target(const std::string& name, bool is_executable, const std::string& source,
                   const std::vector<std::string>& links) {
  BuildTarget result;
  result.name = name;
  result.is_executable = is_executable;
  result.is_library = !is_executable;
  result.sources = {source};
  result.link_targets = links;
  return result;
}

RunningService service(const std::string& name, const std::vector<std::string>& files) {
  RunningService result;
  result.name = name;
  result.has_file.resize(shop().files().size());
  for (const std::string& file : files) result.has_file[shop().find_file(file)] = true;
  return result;
}

}  // namespace

TEST_CASE("a library inside the folder of one service belongs to it, whoever links it", "[service-owners]") {
  const std::vector<BuildTarget> targets = {
      target("orders", true, "services/orders/main.cpp", {"orders_core", "http"}),
      target("gateway", true, "services/gateway/main.cpp", {"pages", "orders_core", "http"}),
      target("orders_core", false, "services/orders/pricing.cpp", {}),
      target("pages", false, "services/gateway/pages.cpp", {}),
      target("http", false, "libs/http/server.cpp", {}),
  };
  const Modules modules(shop(), {}, targets);
  const std::vector<RunningService> services = {
      service("gateway", {"services/gateway/main.cpp", "services/gateway/pages.cpp", "services/orders/pricing.cpp",
                          "libs/http/server.cpp"}),
      service("orders", {"services/orders/main.cpp", "services/orders/pricing.cpp", "libs/http/server.cpp"}),
  };
  const std::vector<std::uint32_t> owners = owners_of_files(shop(), modules, services);
  const auto owner = [&](const char* path) { return owners[shop().find_file(path)]; };
  CHECK(owner("services/orders/main.cpp") == 1);
  CHECK(owner("services/orders/pricing.cpp") == 1);
  CHECK(owner("services/gateway/pages.cpp") == 0);  // nobody else links it
  CHECK(owner("libs/http/server.cpp") == kNone);
}
