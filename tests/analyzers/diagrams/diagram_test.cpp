// Diagrams: what nodes, edges and clusters each level has, and what the options leave of them.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/calls/call_graph.h"
#include "analyzers/diagrams/diagram.h"
#include "analyzers/model/program_builder.h"
#include "analyzers/words/user_error.h"
#include "tests/analyzers/analysed_text.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;
using Strings = std::vector<std::string>;

namespace {

constexpr std::string_view kProgram =
    "ui/window.cc -> core/log.h :2\n"
    "ui/window.cc -> core/log.h [call ui::open -> core::log] :7\n"
    "core/log.h -> core/text/format.h :1\n"
    "core/log.cc -> store/disk.h :3\n"
    "core/log.cc -> store/disk.h [call core::flush -> store::write] :5\n"
    "store/disk.h -> core/log.h [type store::write -> core::Level] :8\n"
    "store/disk.h -> <vector> :1\n"
    "tools/dump.cc -> store/disk.h :4\n"
    "tools/dump.cc -> core/log.h :5\n";

Strings ids(const Diagram& diagram) {
  Strings texts;
  for (const DiagramNode& node : diagram.nodes) texts.push_back(node.id);
  return texts;
}

// "a -> b 3", with "cycle" and "cut" where the edge is that.
Strings edges(const Diagram& diagram) {
  Strings texts;
  for (const DiagramEdge& edge : diagram.edges) {
    texts.push_back(diagram.nodes[edge.from].id + " -> " + diagram.nodes[edge.to].id + ' ' +
                    std::to_string(edge.weight) + (edge.in_cycle ? " cycle" : "") + (edge.is_cut ? " cut" : ""));
  }
  return texts;
}

// "cluster: label" of each node.
Strings labels(const Diagram& diagram) {
  Strings texts;
  for (const DiagramNode& node : diagram.nodes) texts.push_back(node.cluster + ": " + node.label);
  return texts;
}

ModuleDeclaration module(const std::string& name, const std::string& path) {
  ModuleDeclaration declaration;
  declaration.name = name;
  declaration.paths.push_back({path, {}});
  return declaration;
}

// Of kProgram the modules are declared, because one is inside another; elsewhere they are the directories.
Architecture architecture_of(std::string_view program) {
  Architecture architecture;
  if (program == kProgram) {
    architecture.modules = {module("core", "core/**"), module("core.text", "core/text/**"), module("store", "store/**"),
                            module("tools", "tools/**"), module("ui", "ui/**")};
  }
  return architecture;
}

Diagram diagram_of(std::string_view program, const DiagramOptions& options) {
  const AnalysedText text(program, architecture_of(program));
  return make_diagram(text.analyses, options);
}

std::string error_of(std::string_view program, const DiagramOptions& options) {
  try {
    diagram_of(program, options);
  } catch (const UserError& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "no error";
}

}  // namespace

TEST_CASE("module level: one node a module, one edge a dependency, weighted by its evidence", "[diagram]") {
  const Diagram diagram = diagram_of(kProgram, {});
  CHECK(ids(diagram) == Strings{"core", "core.text", "store", "tools", "ui"});
  CHECK(edges(diagram) == Strings{"core -> core.text 1", "core -> store 2 cycle", "store -> core 1 cycle cut",
                                  "tools -> core 1", "tools -> store 1", "ui -> core 2"});
}

TEST_CASE("an edge counts its evidence by kind and keeps the first piece by place", "[diagram]") {
  const Diagram diagram = diagram_of(kProgram, {});
  const DiagramEdge& edge = diagram.edges.back();
  CHECK(edge.counts[static_cast<std::size_t>(ReferenceKind::include)] == 1);
  CHECK(edge.counts[static_cast<std::size_t>(ReferenceKind::call)] == 1);
  CHECK(edge.sample.where.line == 2);
  CHECK(edge.sample.kind == ReferenceKind::include);
}

TEST_CASE("a module that holds others shares their cluster, and labels do not repeat it", "[diagram]") {
  const Diagram diagram = diagram_of(kProgram, {});
  CHECK(diagram.clusters == Strings{"core"});
  CHECK(labels(diagram) == Strings{"core: core", "core: text", ": store", ": tools", ": ui"});
  CHECK(diagram.nodes[0].files == 2);
}

TEST_CASE("clusters are drawn when they hold nodes or several clusters", "[diagram]") {
  DiagramOptions options;
  options.level = Level::file;
  const Diagram diagram =
      diagram_of("src/db/a.h -> src/db/b.h\nsrc/db/b.h -> src/net/tcp/c.h\nsrc/net/d/x.h\n", options);
  CHECK(diagram.clusters == Strings{"src", "src/db", "src/net", "src/net/d", "src/net/tcp"});
  CHECK(diagram_of("src/db/a.h -> src/db/b.h\n", options).clusters == Strings{"src/db"});
  CHECK(diagram_of("a.h -> b.h\n", options).clusters.empty());
}

TEST_CASE("file level: files in the clusters of their directories, system headers on request", "[diagram]") {
  DiagramOptions options;
  options.level = Level::file;
  const Diagram plain = diagram_of(kProgram, options);
  CHECK(ids(plain) ==
        Strings{"core/log.cc", "core/log.h", "core/text/format.h", "store/disk.h", "tools/dump.cc", "ui/window.cc"});
  CHECK(labels(plain)[2] == "core/text: format.h");
  options.include_system = true;
  const Diagram with_system = diagram_of(kProgram, options);
  CHECK(ids(with_system).front() == "<vector>");
  CHECK(with_system.edges.size() == plain.edges.size() + 1);
}

TEST_CASE("service level: services, and what several of them use on its own", "[diagram]") {
  Architecture architecture;
  architecture.modules = {module("api", "api/**"), module("jobs", "jobs/**"), module("db", "db/**"),
                          module("rare", "rare/**"), module("unused", "unused/**")};
  architecture.services = {{"web", {"api", "db", "rare"}, {}}, {"worker", {"jobs", "db"}, {}}};
  const AnalysedText text(
      "api/a.cc -> db/d.h\napi/a.cc -> rare/r.h\njobs/j.cc -> db/d.h\njobs/j.cc -> api/a.h\n"
      "unused/u.cc -> db/d.h\n",
      architecture);
  DiagramOptions options;
  options.level = Level::service;
  const Diagram diagram = make_diagram(text.analyses, options);
  CHECK(ids(diagram) == Strings{"db", "web", "worker"});
  CHECK(labels(diagram) == Strings{"shared: db", ": web", ": worker"});
  CHECK(edges(diagram) == Strings{"web -> db 1", "worker -> db 1", "worker -> web 1"});
}

TEST_CASE("service level of a program without services is an error that says how to get some", "[diagram]") {
  DiagramOptions options;
  options.level = Level::service;
  CHECK(error_of(kProgram, options).starts_with("there are no services to draw | declare some under `services:`"));
}

TEST_CASE("symbol level: what depends or is depended on, in the clusters of its modules", "[diagram]") {
  DiagramOptions options;
  options.level = Level::symbol;
  const Diagram diagram = diagram_of(kProgram, options);
  CHECK(edges(diagram) ==
        Strings{"core::flush -> store::write 1", "store::write -> core::Level 1", "ui::open -> core::log 1"});
  CHECK(labels(diagram)[0] == "core: core::Level");
  CHECK(diagram.nodes[0].path == "core/log.h");
  CHECK(diagram.nodes[0].line == 1);
}

TEST_CASE("symbol level: members count for their class, and a class does not depend on itself", "[diagram]") {
  TuFacts facts;
  const FileIndex file = add_file(facts, "app/car.cc");
  const auto symbol = [&](std::string_view name, SymbolKind kind, std::string_view parent) {
    SymbolFact& added = add_symbol(facts, name, kind);
    if (!parent.empty()) added.parent = symbol_id(parent);
    facts.declarations.push_back({symbol_id(name), file, 1, 9, 1});
  };
  symbol("town", SymbolKind::namespace_, "");
  symbol("town::Car", SymbolKind::class_, "town");
  symbol("town::Car::drive", SymbolKind::method, "town::Car");
  symbol("town::Car::drive::(lambda)", SymbolKind::lambda, "town::Car::drive");
  symbol("town::Road", SymbolKind::class_, "town");
  symbol("town::Road::Lane", SymbolKind::class_, "town::Road");
  const auto refer = [&](std::string_view from, std::string_view to) {
    facts.references.push_back({symbol_id(from), symbol_id(to), file, 5, ReferenceKind::type, 0});
  };
  refer("town::Car::drive", "town::Car");
  refer("town::Car::drive::(lambda)", "town::Road::Lane");
  ProgramBuilder builder;
  builder.add(facts);
  const AnalysedText text(std::move(builder).build());
  DiagramOptions options;
  options.level = Level::symbol;
  CHECK(edges(make_diagram(text.analyses, options)) == Strings{"town::Car -> town::Road 1"});
}

TEST_CASE("only kinds asked for count, also towards cycles", "[diagram]") {
  DiagramOptions options;
  options.kinds = KindSet();
  options.kinds.add(ReferenceKind::call);
  CHECK(edges(diagram_of(kProgram, options)) == Strings{"core -> store 1", "ui -> core 1"});
}

TEST_CASE("focus keeps a node and its neighbours in both directions, up to the depth", "[diagram]") {
  constexpr std::string_view kChain =
      "a/x.h -> b/x.h\nb/x.h -> c/x.h\nc/x.h -> d/x.h\nd/x.h -> e/x.h\nb/x.h -> f/x.h\n";
  DiagramOptions options;
  options.focus = {"c"};
  CHECK(ids(diagram_of(kChain, options)) == Strings{"b", "c", "d"});
  options.depth = 2;
  CHECK(ids(diagram_of(kChain, options)) == Strings{"a", "b", "c", "d", "e"});
  options.depth = 0;
  const Diagram alone = diagram_of(kChain, options);
  CHECK(ids(alone) == Strings{"c"});
  CHECK(alone.nodes[0].focused);
}

TEST_CASE("focus shows the edges that its steps walk, not those between neighbours", "[diagram]") {
  constexpr std::string_view kTriangle =
      "a/x.h -> b/x.h\na/x.h -> c/x.h\nb/x.h -> c/x.h\nd/x.h -> a/x.h\nd/x.h -> b/x.h\n";
  DiagramOptions options;
  options.focus = {"a"};
  CHECK(edges(diagram_of(kTriangle, options)) == Strings{"a -> b 1", "a -> c 1", "d -> a 1"});
  options.depth = 2;
  CHECK(edges(diagram_of(kTriangle, options)) == Strings{"a -> b 1", "a -> c 1", "b -> c 1", "d -> a 1"});
  options.focus = {"a", "b"};
  options.depth = 0;
  CHECK(edges(diagram_of(kTriangle, options)) == Strings{"a -> b 1"});
}

TEST_CASE("an edge of a cycle stays one when only a part of the cycle is shown", "[diagram]") {
  constexpr std::string_view kCircle = "a/x.h -> b/x.h\nb/x.h -> c/x.h\nc/x.h -> a/x.h\nc/x.h -> a/x.h :2\n";
  DiagramOptions options;
  options.focus = {"a"};
  options.depth = 0;
  CHECK(edges(diagram_of(kCircle, options)).empty());
  options.collapse = {"{a,b}"};
  options.focus = {"c"};
  options.depth = 1;
  CHECK(edges(diagram_of(kCircle, options)) == Strings{"c -> {a,b} 2 cycle", "{a,b} -> c 1 cycle cut"});
}

TEST_CASE("reaches keeps what depends on a node, directly or not", "[diagram]") {
  DiagramOptions options;
  options.reaches = {"core.text"};
  const Diagram diagram = diagram_of(kProgram, options);
  CHECK(ids(diagram) == Strings{"core", "core.text", "store", "tools", "ui"});
  CHECK(diagram.nodes[1].focused);
  options = {};
  options.reaches = {"ui", "tools"};
  CHECK(ids(diagram_of(kProgram, options)) == Strings{"tools", "ui"});
}

TEST_CASE("collapse draws what matches as one node, named by the literal part of the pattern", "[diagram]") {
  DiagramOptions options;
  options.level = Level::file;
  options.collapse = {"core/**"};
  const Diagram files = diagram_of(kProgram, options);
  CHECK(ids(files) == Strings{"core", "store/disk.h", "tools/dump.cc", "ui/window.cc"});
  CHECK(files.nodes[0].files == 3);
  CHECK(files.nodes[0].path == "");
  CHECK(edges(files) == Strings{"core -> store/disk.h 2 cycle", "store/disk.h -> core 1 cycle cut",
                                "tools/dump.cc -> core 1", "tools/dump.cc -> store/disk.h 1",
                                "ui/window.cc -> core 2"});
  options.level = Level::module;
  options.collapse = {"core"};
  CHECK(ids(diagram_of(kProgram, options)) == Strings{"core", "store", "tools", "ui"});
  options.collapse = {"core.**"};
  CHECK(ids(diagram_of(kProgram, options)) == Strings{"core", "store", "tools", "ui"});
  options.collapse = {"{store,tools}", "u*"};
  CHECK(ids(diagram_of(kProgram, options)) == Strings{"core", "core.text", "u*", "{store,tools}"});
}

TEST_CASE("collapsing everything leaves one node and no edge", "[diagram]") {
  DiagramOptions options;
  options.collapse = {"**"};
  const Diagram diagram = diagram_of(kProgram, options);
  CHECK(ids(diagram) == Strings{"**"});
  CHECK(diagram.edges.empty());
  CHECK(diagram.clusters.empty());
}

TEST_CASE("a focus on a collapsed node finds it by its new name and by its members", "[diagram]") {
  DiagramOptions options;
  options.level = Level::file;
  options.collapse = {"core/**"};
  options.depth = 0;
  options.focus = {"core/log.h"};
  CHECK(ids(diagram_of(kProgram, options)) == Strings{"core"});
  options.focus = {"core"};
  CHECK(ids(diagram_of(kProgram, options)) == Strings{"core"});
}

TEST_CASE("reduce leaves out what a longer path implies, but nothing inside a cycle", "[diagram]") {
  DiagramOptions options;
  options.reduce = true;
  CHECK(edges(diagram_of("a/x.h -> b/x.h\nb/x.h -> c/x.h\na/x.h -> c/x.h\n", options)) ==
        Strings{"a -> b 1", "b -> c 1"});
  CHECK(edges(diagram_of("a/x.h -> b/x.h\nb/x.h -> a/x.h\n", options)).size() == 2);
  SECTION("an edge past a node that is not shown is kept") {
    options.collapse = {};
    options.focus = {"a", "c"};
    options.depth = 0;
    CHECK(edges(diagram_of("a/x.h -> b/x.h\nb/x.h -> c/x.h\na/x.h -> c/x.h\n", options)) == Strings{"a -> c 1"});
  }
}

TEST_CASE("a pattern that matches nothing is an error with the nearest names", "[diagram]") {
  DiagramOptions options;
  options.focus = {"stroe"};
  CHECK(error_of(kProgram, options) == "--focus \"stroe\" matches no module | did you mean \"store\"?");
  options = {};
  options.reaches = {"nowhere/at/all"};
  CHECK(error_of(kProgram, options).starts_with("--reaches \"nowhere/at/all\" matches no module | "));
  options = {};
  options.collapse = {"cor.**"};
  CHECK(error_of(kProgram, options).starts_with("--collapse \"cor.**\" matches no module"));
}

TEST_CASE("the diagram of an empty program is empty, at each level", "[diagram]") {
  for (const Level level : {Level::module, Level::file, Level::symbol}) {
    DiagramOptions options;
    options.level = level;
    CHECK(diagram_of("", options).nodes.empty());
  }
}

TEST_CASE("directories nested beyond measure give a bounded depth of clusters", "[diagram]") {
  std::string path, text;
  for (int i = 0; i < 300; ++i) {
    path += "d/";
    text += path + "x.h -> " + path + "y.h\n";
  }
  DiagramOptions options;
  options.level = Level::file;
  CHECK(diagram_of(text, options).clusters.size() == 20);
}
