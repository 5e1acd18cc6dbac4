// Targets told by object paths and link steps.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/object_targets.h"

#include <catch2/catch.hpp>

#include "analyzers/readers/link_steps.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

using Names = std::vector<std::string>;

const BuildTarget* named(const std::vector<BuildTarget>& targets, const std::string& name) {
  for (const BuildTarget& target : targets) {
    if (target.name == name) return &target;
  }
  return nullptr;
}

// Two programs and a library that both use.
void write_sources(const FixtureProject& project) {
  project.write("store/store.h", "#pragma once\nint get();\n");
  project.write("store/store.cpp", "#include \"store.h\"\nint get() { return 1; }\n");
  project.write("shop/main.cpp", "#include \"../store/store.h\"\nint main() { return get(); }\n");
  project.write("tool/main.cpp", "int main() { return 0; }\n");
}

void write_database(const FixtureProject& project, const std::string& shop, const std::string& tool,
                    const std::string& store) {
  const std::string root = project.root().string();
  const auto entry = [&](const std::string& source, const std::string& object) {
    return R"({"directory": ")" + root + R"(/build", "file": "../)" + source + R"(", "command": "c++ -c ../)" + source +
           " -o " + object + R"("})";
  };
  project.write("build/compile_commands.json", "[" + entry("shop/main.cpp", shop) + "," + entry("tool/main.cpp", tool) +
                                                   "," + entry("store/store.cpp", store) + "]");
}

std::vector<BuildTarget> targets_of(const FixtureProject& project) {
  const ExtractionResult result = extract(project);
  std::vector<CompiledObject> objects;
  for (const UnitObject& unit : project.sources().objects) {
    const std::filesystem::path source = std::filesystem::path(unit.source).lexically_relative(project.root());
    objects.push_back({source.generic_string(), unit.object});
  }
  return targets_from_objects(objects, {project.root() / "build"}, result.program);
}

}  // namespace

TEST_CASE("the path of an object names its target") {
  CHECK(target_in_object_path("CMakeFiles/shop.dir/src/a.cpp.o") == "shop");
  CHECK(target_in_object_path("/b/src/CMakeFiles/store.dir/a.cpp.o") == "store");
  CHECK(target_in_object_path("src/shop.p/a.cpp.o") == "shop");
  CHECK(target_in_object_path("src/libstore.so.1.p/a.cpp.o") == "store");
  CHECK(target_in_object_path("src/shop@exe/a.cpp.o") == "shop");
  CHECK(target_in_object_path("bazel-out/k8-fastbuild/bin/src/_objs/shop/a.pic.o") == "shop");
  CHECK(target_in_object_path("build/.objs/shop/linux/x86_64/release/a.cpp.o") == "shop");
  CHECK(target_in_object_path("src/a.o").empty());
}

TEST_CASE("without link steps, a main makes a program, which links what its code uses") {
  const FixtureProject project;
  write_sources(project);
  write_database(project, "CMakeFiles/shop.dir/main.cpp.o", "CMakeFiles/tool.dir/main.cpp.o",
                 "CMakeFiles/store.dir/store.cpp.o");
  const std::vector<BuildTarget> targets = targets_of(project);
  REQUIRE(targets.size() == 3);
  CHECK(named(targets, "shop")->is_executable);
  CHECK(named(targets, "shop")->link_targets == Names{"store"});
  CHECK(named(targets, "tool")->is_executable);
  CHECK(named(targets, "tool")->link_targets.empty());
  CHECK(named(targets, "store")->is_library);
  CHECK(named(targets, "store")->sources == Names{"store/store.cpp"});
}

TEST_CASE("the link steps of Ninja say what is linked, whatever the objects are called") {
  const FixtureProject project;
  write_sources(project);
  write_database(project, "obj/shop.o", "obj/tool.o", "obj/store.o");
  project.write("build/build.ninja",
                "rule LINK\n  command = c++ $in -o $out\n"
                "build libstore.a: AR obj/store.o\nbuild bin/shop: LINK obj/shop.o | $\n    libstore.a || order.o\n"
                "build bin/tool: LINK obj/tool.o\n");
  const std::vector<BuildTarget> targets = targets_of(project);
  REQUIRE(targets.size() == 3);
  CHECK(named(targets, "shop")->is_executable);
  CHECK(named(targets, "shop")->link_targets == Names{"store"});
  CHECK(named(targets, "tool")->sources == Names{"tool/main.cpp"});
  CHECK(named(targets, "store")->is_library);
}

TEST_CASE("the link.txt files of a Makefile build made by CMake are read") {
  const FixtureProject project;
  project.write("build/CMakeFiles/shop.dir/link.txt",
                "/usr/bin/c++ -O2 CMakeFiles/shop.dir/main.cpp.o -o shop libstore.a\n");
  project.write("build/CMakeFiles/store.dir/link.txt",
                "/usr/bin/ar qc libstore.a CMakeFiles/store.dir/store.cpp.o\n/usr/bin/ranlib libstore.a\n");
  const std::filesystem::path build = project.root() / "build";
  const std::vector<LinkStep> steps = read_link_steps(build);
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].output == (build / "libstore.a").string());
  CHECK(steps[0].inputs == Names{(build / "CMakeFiles/store.dir/store.cpp.o").string()});
  CHECK(steps[1].output == (build / "shop").string());
  CHECK(steps[1].inputs.size() == 2);
}

TEST_CASE("objects that show one target or none say nothing") {
  const FixtureProject project;
  write_sources(project);
  write_database(project, "a.o", "b.o", "c.o");
  CHECK(targets_of(project).empty());
}

}  // namespace loadline::test
