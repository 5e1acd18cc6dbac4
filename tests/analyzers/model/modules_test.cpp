// Which module a file belongs to, by config, target and folder.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/modules.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>

#include "tests/support/program_text.h"

using namespace loadline;
using loadline::test::program_from_text;

namespace {

using Map = std::map<std::string, std::string>;

// file → module, "" for none.
Map modules_of(const Program& program, const Modules& modules) {
  Map map;
  for (FileIndex file = 0; file < program.files().size(); ++file) {
    const ModuleIndex module = modules.of(file);
    map[std::string(program.files()[file].path)] = module == kNone ? "" : modules.all()[module].name;
  }
  return map;
}

Map by_folder(std::string_view files) {
  const Program program = program_from_text(files);
  const Modules modules(program, {}, {});
  CHECK(modules.source() == ModuleSource::directories);
  CHECK(modules.unassigned().empty());
  return modules_of(program, modules);
}

ModuleDeclaration module(const std::string& name, const std::vector<std::string>& paths) {
  ModuleDeclaration declaration;
  declaration.name = name;
  for (const std::string& path : paths) declaration.paths.push_back({path, {}});
  return declaration;
}

BuildTarget library(const std::string& name, const std::vector<std::string>& sources) {
  return {name, false, true, sources, {}};
}

BuildTarget executable(const std::string& name, const std::vector<std::string>& sources,
                       const std::vector<std::string>& links) {
  return {name, true, false, sources, links};
}

}  // namespace

// ---- By config ----

TEST_CASE("a declared module owns the files its patterns match", "[modules]") {
  const Program program = program_from_text("src/api/a.cc -> src/store/s.h\nsrc/main.cc\nsrc/api/a.cc -> <vector>\n");
  Architecture architecture;
  architecture.modules = {module("store", {"src/store/**"}), module("api", {"src/api"})};
  const Modules modules(program, architecture, {});
  CHECK(modules.source() == ModuleSource::config);
  CHECK(modules_of(program, modules) ==
        Map{{"src/api/a.cc", "api"}, {"src/main.cc", ""}, {"src/store/s.h", "store"}, {"vector", ""}});
  REQUIRE(modules.unassigned().size() == 1);
  CHECK(program.files()[modules.unassigned()[0]].path == "src/main.cc");
  CHECK(modules.all()[0].name == "api");
  CHECK(modules.all()[0].files == std::vector<FileIndex>{program.find_file("src/api/a.cc")});
}

TEST_CASE("the pattern that spells out more of the path wins, in any order", "[modules]") {
  const Program program = program_from_text("src/a.cc\nsrc/sql/b.cc\nsrc/sql/c_test.cc\n");
  Architecture architecture;
  architecture.modules = {module("all", {"src/**"}), module("sql", {"src/sql"}), module("test", {"**/*_test.cc"})};
  const Map expected{{"src/a.cc", "all"}, {"src/sql/b.cc", "sql"}, {"src/sql/c_test.cc", "sql"}};
  const Modules forward(program, architecture, {});
  CHECK(modules_of(program, forward) == expected);
  CHECK(forward.overlaps().empty());
  std::reverse(architecture.modules.begin(), architecture.modules.end());
  CHECK(modules_of(program, Modules(program, architecture, {})) == expected);
}

TEST_CASE("a real tie is reported, and the first name gets the file", "[modules]") {
  const Program program = program_from_text("src/a.pb.cc\nsrc/b.cc\n");
  Architecture architecture;
  architecture.modules = {module("gen", {"src/*.pb.cc"}), module("app", {"src/**"})};
  const Modules modules(program, architecture, {});
  REQUIRE(modules.overlaps().size() == 1);
  CHECK(modules.overlaps()[0].modules == std::vector<std::string>{"app", "gen"});
  CHECK(program.files()[modules.overlaps()[0].file].path == "src/a.pb.cc");
  CHECK(modules_of(program, modules)["src/a.pb.cc"] == "app");
}

TEST_CASE("of two nested modules that tie, the inner one wins without a word", "[modules]") {
  const Program program = program_from_text("src/a.sql.cc\nsrc/b.cc\n");
  Architecture architecture;
  architecture.modules = {module("store", {"src/**"}), module("store.sql", {"src/*.sql.cc"})};
  const Modules modules(program, architecture, {});
  CHECK(modules.overlaps().empty());
  CHECK(modules_of(program, modules)["src/a.sql.cc"] == "store.sql");
  CHECK(modules.all()[modules.find("store.sql")].parent == modules.find("store"));
  CHECK(modules.all()[modules.find("store")].parent == kNone);
}

TEST_CASE("excluded files have no module and are not unassigned", "[modules]") {
  const Program program = program_from_text("src/a.cc -> third_party/x.h\n");
  Architecture architecture;
  architecture.exclude = {{"third_party/**", {}}};
  architecture.modules = {module("app", {"src"}), module("vendor", {"third_party/**"})};
  const Modules modules(program, architecture, {});
  CHECK(modules.unassigned().empty());
  CHECK(modules.is_excluded(program.find_file("third_party/x.h")));
  CHECK(modules.of(program.find_file("third_party/x.h")) == kNone);
  REQUIRE(modules.unmatched_patterns().size() == 1);
  CHECK(modules.unmatched_patterns()[0].text == "third_party/**");
}

TEST_CASE("patterns are selected by name, glob and tag", "[modules]") {
  const Program program = program_from_text("a/a.cc\n");
  Architecture architecture;
  architecture.modules = {module("store", {"a"}), module("store.sql", {"b"}), module("web", {"c"})};
  architecture.modules[2].tags = {"edge"};
  const Modules modules(program, architecture, {});
  CHECK(modules.select("store") == std::vector<ModuleIndex>{0, 1});
  CHECK(modules.select("store.*") == std::vector<ModuleIndex>{1});
  CHECK(modules.select("tag:edge") == std::vector<ModuleIndex>{2});
  CHECK(modules.select("tag:none").empty());
}

// ---- By target ----

TEST_CASE("sources belong to the target that compiles them and headers to their neighbours", "[modules]") {
  const Program program = program_from_text(
      "core/a.cc -> include/p/a.h\ncore/b.cc -> core/internal.h\napp/main.cc -> app/options.h\n"
      "app/x.cc\nnet/n.cc -> gen/config.h\nnet/m.cc\n");
  const Modules modules(program, {},
                        {library("p_core", {"core/a.cc", "core/b.cc"}), library("p_net", {"net/n.cc", "net/m.cc"}),
                         executable("p", {"app/main.cc", "app/x.cc"}, {"p_core"})});
  CHECK(modules.source() == ModuleSource::build_targets);
  CHECK(modules_of(program, modules) == Map{{"core/a.cc", "p_core"},
                                            {"include/p/a.h", "p_core"},
                                            {"core/b.cc", "p_core"},
                                            {"core/internal.h", "p_core"},
                                            {"app/main.cc", "p"},
                                            {"app/x.cc", "p"},
                                            {"app/options.h", "p"},
                                            {"net/n.cc", "p_net"},
                                            {"net/m.cc", "p_net"},
                                            {"gen/config.h", "p_net"}});
}

TEST_CASE("a source of several targets goes to a library, twins are one module", "[modules]") {
  const Program program = program_from_text("a/a.cc\na/b.cc\nc/c.cc\nc/d.cc\nt/t.cc\n");
  const std::vector<BuildTarget> targets = {
      library("store-shared", {"a/a.cc", "a/b.cc"}), library("store", {"a/a.cc", "a/b.cc"}),
      library("net", {"c/c.cc", "c/d.cc"}), executable("tool", {"t/t.cc", "a/a.cc"}, {})};
  const Modules modules(program, {}, targets);
  CHECK(modules_of(program, modules) ==
        Map{{"a/a.cc", "store"}, {"a/b.cc", "store"}, {"c/c.cc", "net"}, {"c/d.cc", "net"}, {"t/t.cc", "tool"}});
}

TEST_CASE("when one target is nearly everything, folders are the modules", "[modules]") {
  const Program program = program_from_text("db/a.cc\ndb/b.cc\ntable/c.cc\nutil/d.cc\nutil/e.cc\ndb/tool.cc\n");
  const Modules modules(program, {},
                        {library("all", {"db/a.cc", "db/b.cc", "table/c.cc", "util/d.cc", "util/e.cc"}),
                         executable("tool", {"db/tool.cc"}, {"all"})});
  CHECK(modules.source() == ModuleSource::directories);
  CHECK(modules_of(program, modules)["table/c.cc"] == "table");
}

TEST_CASE("when neither tells parts apart, targets that do are kept", "[modules]") {
  const Program program = program_from_text("a.cc\nb.cc\nc.cc\nd.cc\ne.cc\nmain.cc\n");
  const Modules modules(
      program, {},
      {library("all", {"a.cc", "b.cc", "c.cc", "d.cc", "e.cc"}), executable("tool", {"main.cc"}, {"all"})});
  CHECK(modules.source() == ModuleSource::build_targets);
  CHECK(modules_of(program, modules)["main.cc"] == "tool");
}

TEST_CASE("a source that several programs compile is a module of its own, and tests take nothing away", "[modules]") {
  const Program program = program_from_text("a/main.cc\nb/main.cc\ngen/m.cc\na/core.cc\ntests/core_test.cc\n");
  const Modules modules(
      program, {},
      {executable("a", {"a/main.cc", "gen/m.cc", "a/core.cc"}, {}), executable("b", {"b/main.cc", "gen/m.cc"}, {}),
       executable("core_test", {"tests/core_test.cc", "a/core.cc"}, {})});
  const Map map = modules_of(program, modules);
  CHECK(map.at("gen/m.cc") == "gen");
  CHECK(map.at("a/core.cc") == "a");
  CHECK(map.at("tests/core_test.cc") == "core_test");
}

TEST_CASE("headers without a target belong to the one target that includes them, or to none", "[modules]") {
  const Program program = program_from_text(
      "base/b.cc -> parts/jot/x.h\nnet/n.cc\nparts/pdf/p.cc\nbase/c.cc -> parts/both/core/y.h\n"
      "net/m.cc -> parts/both/core/y.h\n");
  const Map map =
      modules_of(program, Modules(program, {},
                                  {library("base", {"base/b.cc", "base/c.cc"}),
                                   library("net", {"net/n.cc", "net/m.cc"}), library("pdf", {"parts/pdf/p.cc"})}));
  CHECK(map.at("parts/jot/x.h") == "base");
  CHECK(map.at("parts/both/core/y.h") == "both");
}

TEST_CASE("headers inside the sources of one target belong to it, whoever else includes them", "[modules]") {
  const Program program = program_from_text(
      "lib/net/n.cc -> lib/net/n.h\nlib/net/n.h -> lib/macro/m.h\nlib/data/d.cc\ntests/t_test.cc -> lib/macro/m.h\n"
      "tests/t_test.cc -> lib/codegen/g.h\napp/main.cc -> lib/macro/m.h\n");
  const Map map = modules_of(program, Modules(program, {},
                                              {library("lib", {"lib/net/n.cc", "lib/data/d.cc"}),
                                               executable("t_test", {"tests/t_test.cc"}, {"lib"}),
                                               executable("app", {"app/main.cc"}, {"lib"})}));
  CHECK(map.at("lib/macro/m.h") == "lib");
  CHECK(map.at("lib/codegen/g.h") == "lib");
}

TEST_CASE("a header that two programs or only tests include belongs to none of them", "[modules]") {
  const Program program = program_from_text(
      "shop.cc -> server.h\nshop.cc -> tls.h\nserver.h -> util.h\ntool.cc -> server.h\ntests/s_test.cc -> server.h\n"
      "tests/s_test.cc -> status.h\ntests/c_test.cc -> tests/helper.h\n");
  const Map map = modules_of(
      program, Modules(program, {},
                       {executable("shop", {"shop.cc"}, {}), executable("tool", {"tool.cc"}, {}),
                        executable("s_test", {"tests/s_test.cc"}, {}), executable("c_test", {"tests/c_test.cc"}, {})}));
  CHECK(map.at("server.h") == "shared");
  CHECK(map.at("util.h") == "shared");
  CHECK(map.at("tls.h") == "shop");
  CHECK(map.at("status.h") == "shared");
  CHECK(map.at("tests/helper.h") != "shared");
}

TEST_CASE("a module with most of the lines is split by its folders", "[modules]") {
  std::string text = "tool/main.cc\n";
  for (const char* part : {"db", "net"}) {
    for (int i = 0; i < 12; ++i) text += "src/core/" + std::string(part) + "/f" + std::to_string(i) + ".cc\n";
  }
  text += "src/core/db/f0.cc -> include/core/f0.h\n";
  const Program program = program_from_text(text);
  const Modules modules(program, {}, {});
  const Map map = modules_of(program, modules);
  CHECK(map.at("src/core/db/f1.cc") != map.at("src/core/net/f1.cc"));
  CHECK(map.at("src/core/db/f1.cc").ends_with("db"));
  CHECK(map.at("include/core/f0.h") == map.at("src/core/db/f0.cc"));
  CHECK(map.at("tool/main.cc") == "tool");
}

TEST_CASE("files of a build system that only include others are part of nothing", "[modules]") {
  const Program program = program_from_text("build/CMakeFiles/app.dir/Unity/u.cxx -> src/a/x.cc\nsrc/b/y.cc\n");
  CHECK(modules_of(program, Modules(program, {}, {})).at("build/CMakeFiles/app.dir/Unity/u.cxx").empty());
  Architecture architecture;
  architecture.modules = {module("a", {"src/a"}), module("b", {"src/b"})};
  CHECK(Modules(program, architecture, {}).unassigned().empty());
}

TEST_CASE("a pattern for code that is there and not built is not a mistake", "[modules]") {
  const Program program = program_from_text("src/a.cc\n");
  Architecture architecture;
  architecture.modules = {module("a", {"src/**"}), module("tests", {"tests/**"}), module("old", {"old/**"})};
  architecture.unread_files = {"tests/t.cc"};
  const Modules modules(program, architecture, {});
  REQUIRE(modules.unmatched_patterns().size() == 1);
  CHECK(modules.unmatched_patterns()[0].text == "old/**");
  REQUIRE(modules.unread_patterns().size() == 1);
  CHECK(modules.unread_patterns()[0].text == "tests/**");
}

// ---- By folder ----

TEST_CASE("top-level folders are modules, files beside them belong to root", "[modules]") {
  CHECK(by_folder("db/a.cc\ndb/deep/x.cc\nutil/b.cc\nmain.cc\n") ==
        Map{{"db/a.cc", "db"}, {"db/deep/x.cc", "db"}, {"util/b.cc", "util"}, {"main.cc", "root"}});
}

TEST_CASE("folders that hold everything are passed through", "[modules]") {
  CHECK(by_folder("proj/src/db/a.cc\nproj/src/net/b.cc\n") ==
        Map{{"proj/src/db/a.cc", "db"}, {"proj/src/net/b.cc", "net"}});
  CHECK(by_folder("src/db/a.cc\nsrc/main.cc\n") == Map{{"src/db/a.cc", "db"}, {"src/main.cc", "src"}});
  CHECK(by_folder("a.cc\nb.cc\n") == Map{{"a.cc", "root"}, {"b.cc", "root"}});
}

TEST_CASE("src is split also when tests are beside it", "[modules]") {
  CHECK(by_folder("src/db/a.cc\nsrc/net/b.cc\nsrc/main.cc\ntests/t.cc\n") ==
        Map{{"src/db/a.cc", "db"}, {"src/net/b.cc", "net"}, {"src/main.cc", "src"}, {"tests/t.cc", "tests"}});
}

TEST_CASE("two folders of one name are two modules", "[modules]") {
  CHECK(by_folder("src/db/a.cc\nsrc/net/b.cc\nnet/t.cc\n") ==
        Map{{"src/db/a.cc", "db"}, {"src/net/b.cc", "src.net"}, {"net/t.cc", "net"}});
}

TEST_CASE("a public header goes where its source is", "[modules]") {
  const Map map = by_folder(
      "util/cache.cc -> include/leveldb/cache.h\ntable/table.cc -> include/leveldb/table.h\n"
      "db/impl.cc -> include/leveldb/db.h\nport/stdcxx.h -> build/include/port/config.h\n");
  CHECK(map.at("include/leveldb/cache.h") == "util");
  CHECK(map.at("include/leveldb/table.h") == "table");
  CHECK(map.at("include/leveldb/db.h") == "include");
  CHECK(map.at("build/include/port/config.h") == "port");
}

TEST_CASE("of several sources with a public header's name, the one that includes it counts", "[modules]") {
  const Map map = by_folder("a/env.cc\nb/env.cc -> include/p/env.h\nc/c.cc\n");
  CHECK(map.at("include/p/env.h") == "b");
}

TEST_CASE("public headers follow their folder's name, else the headers around them", "[modules]") {
  const Map split = by_folder("src/ir/a.cc\nsrc/mc/b.cc\ninclude/p/ir/types.h\n");
  CHECK(split.at("include/p/ir/types.h") == "ir");
  const Map flat = by_folder("src/emitter.cpp -> include/yaml/emitter.h\nutil/read.cpp -> include/yaml/yaml.h\n");
  CHECK(flat.at("include/yaml/emitter.h") == "src");
  CHECK(flat.at("include/yaml/yaml.h") == "src");
}

TEST_CASE("a header-only project has the folders below include as modules", "[modules]") {
  CHECK(by_folder("include/a/x.h\ninclude/b/y.h\n") == Map{{"include/a/x.h", "a"}, {"include/b/y.h", "b"}});
}

// ---- Services ----

TEST_CASE("an executable is a service of all modules it links, directly or not", "[modules]") {
  const Program program = program_from_text("a/a.cc\nb/b.cc\nc/c.cc\nm/main.cc\n");
  BuildTarget store = library("store", {"a/a.cc"});
  BuildTarget net = library("net", {"b/b.cc"});
  net.link_targets = {"store", "net", "missing"};
  const Modules modules(program, {},
                        {executable("server", {"m/main.cc"}, {"net"}), net, store, library("x", {"c/c.cc"})});
  REQUIRE(modules.services().size() == 1);
  CHECK(modules.services()[0].name == "server");
  CHECK(modules.services()[0].modules ==
        std::vector<ModuleIndex>{modules.find("net"), modules.find("server"), modules.find("store")});
}

TEST_CASE("declared services take the place of executables", "[modules]") {
  const Program program = program_from_text("a/a.cc\nb/b.cc\n");
  Architecture architecture;
  architecture.services = {{"two", {"b", "nothing"}, {}}, {"one", {"a"}, {}}};
  const Modules modules(program, architecture, {});
  REQUIRE(modules.services().size() == 2);
  CHECK(modules.services()[0].name == "one");
  CHECK(modules.services()[1].modules == std::vector<ModuleIndex>{modules.find("b")});
}
