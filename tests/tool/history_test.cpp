// What the program makes of a project's history: check --since and diff.
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/tool/made_history.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"
#include "tool/cache_folder.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using test::findings_since;
using test::History;
using test::Run;
using test::run_program;
using test::run_program_in;
using test::TemporaryFolder;

TEST_CASE("check --since reports exactly what a commit brought in") {
  const History history;
  history.break_store();
  history.commit("second");
  CHECK(run_program({"check", history.path()}).exit_code == 1);
  const nlohmann::json findings = findings_since(history, "HEAD~1");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0]["rule"] == "layer-violation");
  CHECK(findings[0]["from"] == "store");
  CHECK(findings[0]["where"]["line"] == 2);
  CHECK(findings_since(history, "HEAD").empty());
  const Run none = run_program({"check", history.path(), "--since", "main"});
  CHECK(none.exit_code == 0);
  CHECK_THAT(none.err, Contains("findings that are new: 0, older: 2"));
  CHECK_THAT(none.out, Contains("no findings from ") && Contains("2 older; compared with main ("));
}

TEST_CASE("for a repository of another user git's own remedy is told") {
  if (::geteuid() != 0) return;  // only root can give a folder away
  const History history;
  const TemporaryFolder home;  // whose settings trust nothing
  constexpr uid_t kNobody = 65534;
  for (const char* name : {"", "/.git"}) {
    REQUIRE(::chown((history.path() + name).c_str(), kNobody, static_cast<gid_t>(-1)) == 0);
  }
  const char* before = std::getenv("HOME");
  const std::string old_home = before != nullptr ? before : "";
  ::setenv("HOME", home.path().c_str(), 1);
  const Run run = run_program({"check", history.path(), "--since", "HEAD"});
  const Run plain = run_program({"check", history.path()});
  ::setenv("HOME", old_home.c_str(), 1);
  CHECK(run.exit_code == 2);
  CHECK_THAT(run.err,
             Contains("dubious ownership") && Contains("git config --global --add safe.directory " + history.path()));
  CHECK(plain.exit_code <= 1);  // findings or not: nothing of git is needed
}

TEST_CASE("formats that separate new from known agree about what a commit had") {
  const History history;
  history.break_store();
  history.commit("second");
  const auto path = [&](const char* name) { return history.path() + "/build/" + name; };
  const Run run = run_program({"check", history.path(), "--since", "HEAD~1", "--report", "sarif=" + path("sarif"),
                               "--report", "junit=" + path("junit"), "--report", "markdown=" + path("markdown")});
  CHECK(run.exit_code == 1);
  const nlohmann::json results = nlohmann::json::parse(history.folder().read("build/sarif"))["runs"][0]["results"];
  REQUIRE(results.size() == 2);
  for (const nlohmann::json& result : results) {
    const bool is_new = result["properties"]["from"] == "store";
    CHECK(result["baselineState"] == (is_new ? "new" : "unchanged"));
    CHECK(result["suppressions"].empty());
  }
  CHECK_THAT(history.folder().read("build/junit"),
             Contains("failures=\"1\" errors=\"0\" skipped=\"1\"") && Contains("<skipped message=\"older: "));
  // The picture shows the edge that is new in red, and no other.
  CHECK_THAT(history.folder().read("build/markdown"),
             Contains("## loadline: 1 new finding\n") && Contains("<summary>Older than HEAD&#126;1 (") &&
                 Contains("linkStyle 0 ") && Contains("[\"store\"]") && !Contains("[\"core\"]"));
}

TEST_CASE("what is in the baseline stays known, and is unchanged whether the commit has it or not") {
  const History history;
  history.break_store();
  history.commit("second");
  CHECK(run_program({"baseline", history.path()}).exit_code == 0);
  const Run run = run_program({"check", history.path(), "--since", "HEAD~1", "--report", "sarif"});
  CHECK(run.exit_code == 0);
  const nlohmann::json results = nlohmann::json::parse(run.out)["runs"][0]["results"];
  REQUIRE(results.size() == 2);
  for (const nlohmann::json& result : results) {
    CHECK(result["baselineState"] == "unchanged");
    CHECK(result["suppressions"][0]["kind"] == "external");
  }
}

TEST_CASE("what is not committed yet counts as new, and the work tree stays as it is") {
  const History history;
  history.break_store();
  history.folder().write("note.txt", "mine\n");
  CHECK(findings_since(history, "main").size() == 1);
  CHECK(history.folder().read("note.txt") == "mine\n");
  CHECK_THAT(history.folder().read("store/db.cc"), Contains("show();"));
  CHECK_FALSE(fs::exists(history.folder().path() / ".git/index.lock"));
  CHECK_FALSE(fs::exists(history.folder().path() / ".git/worktrees"));
}

TEST_CASE("a source that was renamed since is compared with what it was") {
  const History history;
  fs::rename(history.folder().path() / "core/log.cc", history.folder().path() / "core/journal.cc");
  history.write_database({"ui/window.cc", "core/journal.cc", "store/db.cc"});
  CHECK(findings_since(history, "main").empty());
}

TEST_CASE("a folder that was renamed since still belongs to its module") {
  const History history;
  fs::rename(history.folder().path() / "core", history.folder().path() / "kernel");
  history.folder().write("kernel/log.cc",
                         "#include \"kernel/log.h\"\n#include \"ui/window.h\"\nvoid log_line() { show(); }\n");
  history.folder().write("ui/window.cc",
                         "#include \"ui/window.h\"\n#include \"kernel/log.h\"\nvoid show() { log_line(); }\n");
  std::string config = history.folder().read("loadline.yaml");
  config.replace(config.find("core/**"), 7, "kernel/**");
  history.folder().write("loadline.yaml", config);
  history.write_database({"ui/window.cc", "kernel/log.cc", "store/db.cc"});
  CHECK(findings_since(history, "main").empty());
}

TEST_CASE("sources in a submodule are compared as the commit has them") {
  const History history;
  const TemporaryFolder library;
  library.write("net.h", "#pragma once\nvoid send();\n");
  library.write("net.cc", "#include \"net.h\"\n#include \"ui/window.h\"\nvoid send() { show(); }\n");
  const std::string path = library.path().string();
  REQUIRE(std::system(("cd '" + path +
                       "' && git init -q . && git add -A && git -c user.name=a -c user.email=a@b.org "
                       "commit -q -m one")
                          .c_str()) == 0);
  history.git("-c protocol.file.allow=always submodule add -q '" + path + "' store/net");
  history.write_database({"ui/window.cc", "core/log.cc", "store/db.cc", "store/net/net.cc"});
  history.commit("second");
  CHECK(findings_since(history, "HEAD").empty());
  CHECK(findings_since(history, "HEAD~1").size() == 1);  // store/net/net.cc uses ui
  fs::remove_all(history.folder().path() / ".git/modules");
  const Run run = run_program({"check", history.path(), "--since", "HEAD"});
  CHECK_THAT(run.err, Contains("store/net is a submodule that is not here") && Contains("counts as new"));
}

TEST_CASE("today's generated headers serve the past") {
  const History history;
  history.folder().write("build/config.h", "#pragma once\n#include \"ui/window.h\"\n");
  history.folder().write("core/log.cc", "#include \"config.h\"\nvoid log_line() { show(); }\n");
  history.commit("generated");
  CHECK(findings_since(history, "HEAD").empty());
}

TEST_CASE("facts of sources that did not change come from the cache") {
  const History history;
  history.break_store();
  run_program({"check", history.path()});
  const auto entries = [&] {
    const auto files = fs::recursive_directory_iterator(default_cache_folder(history.folder().path()));
    return std::count_if(begin(files), end(files),
                         [](const fs::directory_entry& file) { return file.is_regular_file(); });
  };
  const auto before = entries();
  run_program({"check", history.path(), "--since", "main"});
  CHECK(entries() - before <= 2);  // one scan and the facts of store/db.cc as it was
}

TEST_CASE("diff shows edges, cycles and findings that came and went") {
  const History history;
  history.break_store();
  history.commit("second");
  history.folder().write("core/log.cc",
                         "#include \"core/log.h\"\n#include \"store/db.h\"\nvoid log_line() { put(); }\n");
  history.commit("third");
  const Run text = run_program({"diff", "-C", history.path(), "HEAD~2", "HEAD"});
  INFO(text.err);
  CHECK(text.exit_code == 1);
  CHECK_THAT(text.out, Contains("+ edge store → ui (2 references)\n    store/db.cc:2: ") &&
                           Contains("+ edge core → store (2 references)") && Contains("- edge core → ui") &&
                           Contains("+ cycle `core`, `store` and `ui`") && Contains("- cycle `core` and `ui`") &&
                           Contains("[layer-violation]") && Contains("cyclicity 4 → 9") &&
                           Contains("edges +2 −1, cycles +1 −1, findings +1 −1"));
  const Run json = run_program({"diff", "-C", history.path(), "HEAD~2", "HEAD", "--format", "json"});
  const nlohmann::json document = nlohmann::json::parse(json.out);
  CHECK(document["edges"]["added"].size() == 2);
  CHECK(document["edges"]["removed"][0]["from"] == "core");
  CHECK(document["findings"]["added"].size() == 1);
  const Run markdown = run_program({"diff", "-C", history.path(), "HEAD~2", "HEAD", "--format", "markdown"});
  CHECK_THAT(markdown.out, Contains("```mermaid") && Contains("### New findings") && Contains("### Gone edges"));
  CHECK(run_program({"diff", "-C", history.path(), "HEAD~1", "HEAD~1"}).exit_code == 0);
  CHECK_THAT(run_program({"diff", "-C", history.path(), "HEAD"}).out, Contains("nothing changed in the architecture"));
  CHECK(run_program({"diff", "-C", history.path(), "HEAD", "HEAD~2"}).exit_code == 1);  // what went comes back
}

TEST_CASE("a project in a folder of its repository is compared with the same folder") {
  const History history;
  const std::string path = history.path();
  fs::create_directories(fs::path(path) / "shop");
  for (const char* name : {"ui", "core", "store", "loadline.yaml"})
    fs::rename(fs::path(path) / name, fs::path(path) / "shop" / name);
  history.write_database({"shop/ui/window.cc", "shop/core/log.cc", "shop/store/db.cc"});
  fs::rename(fs::path(path) / "build", fs::path(path) / "shop/build");
  std::string database = history.folder().read("shop/build/compile_commands.json");
  for (std::size_t at = 0; (at = database.find("-I" + path + " ")) != std::string::npos;)
    database.replace(at, 2 + path.size(), "-I" + path + "/shop");
  history.folder().write("shop/build/compile_commands.json", database);
  history.commit("moved");
  const Run run = run_program({"check", path + "/shop", "--since", "HEAD"});
  INFO(run.err);
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.err, Contains("findings that are new: 0, older: 1"));
}

TEST_CASE("mistakes about the history come with a way out") {
  const History history;
  const Run unknown = run_program({"check", history.path(), "--since", "nowhere"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("git cannot find the commit \"nowhere\"") && Contains("hint: "));
  CHECK(run_program({"check", history.path(), "--since", ""}).exit_code == 2);
  for (const char* ref : {"--output=/tmp/x", "-h", "main:core", "\x1b[31m"}) {
    INFO(ref);
    CHECK(run_program({"diff", "-C", history.path(), "--", ref}).exit_code == 2);
  }
  const TemporaryFolder plain;
  plain.write("a.cc", "int x;\n");
  plain.write("compile_commands.json",
              "[{\"directory\": \"" + plain.path().string() + "\", \"file\": \"a.cc\", \"command\": \"c++ -c a.cc\"}]");
  const Run outside = run_program({"check", plain.path().string(), "--since", "main"});
  CHECK(outside.exit_code == 2);
  CHECK_THAT(outside.err, Contains("is not in a git repository"));
}

TEST_CASE("a branch is compared where HEAD left it with --since, and at its tip with --since-exact") {
  const History history;
  history.git("checkout -q -b feature");
  history.folder().write("store/more.h", "#pragma once\n");
  history.commit("work");
  history.git("checkout -q main");
  history.folder().write("core/log.cc", "#include \"core/log.h\"\nvoid log_line() {}\n");
  history.commit("fix");
  history.git("checkout -q feature");
  CHECK(findings_since(history, "main").empty());
  CHECK(findings_since(history, "main...").empty());
  CHECK(findings_since(history, "main...HEAD").empty());
  CHECK(run_program({"check", history.path(), "--since-exact", "main"}).exit_code == 1);
  CHECK_THAT(run_program({"check", history.path(), "--since", "main"}).err,
             Contains("since main where HEAD left it ("));
  history.git("checkout -q --orphan apart");
  history.commit("apart");
  const Run apart = run_program({"check", history.path(), "--since", "main"});
  CHECK(apart.exit_code == 2);
  CHECK_THAT(apart.err, Contains("no common ancestor") && Contains("--since-exact"));
}

TEST_CASE("what joins an older finding is new") {
  const History history;
  history.folder().write("core/more.cc", "#include \"ui/window.h\"\nvoid more() { show(); }\n");
  history.write_database({"ui/window.cc", "core/log.cc", "store/db.cc", "core/more.cc"});
  const nlohmann::json findings = findings_since(history, "HEAD");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0]["where"]["path"] == "core/more.cc");
  CHECK(run_program({"diff", "-C", history.path(), "HEAD"}).exit_code == 1);
  history.commit("joined");
  CHECK(findings_since(history, "HEAD").empty());
  CHECK(run_program({"diff", "-C", history.path(), "HEAD"}).exit_code == 0);
}

TEST_CASE("the spelling of the root in the compile database changes nothing about what is new") {
  const History history;
  const TemporaryFolder elsewhere;
  const std::string link = elsewhere.path().string() + "/link";
  fs::create_directory_symlink(history.folder().path(), link);
  for (const std::string& root : {link, history.path() + "/core/..", std::string("/proc/self/cwd")}) {
    INFO(root);
    std::string database = "[";
    for (const char* source : {"ui/window.cc", "core/log.cc", "store/db.cc"}) {
      database += std::string(database.size() > 1 ? "," : "") + "{\"directory\": \"" + root + "\", \"file\": \"" +
                  root + "/" + source + "\", \"command\": \"c++ -I" + root + " -DROOT=\\\"" + root + "\\\" -c " + root +
                  "/" + source + "\"}";
    }
    history.folder().write("build/compile_commands.json", database + "]");
    const Run same = run_program_in(history.path(), {"check", "--since", "HEAD"});
    INFO(same.err);
    CHECK(same.exit_code == 0);
    CHECK_THAT(same.err, Contains("findings that are new: 0, older: 1"));
    history.break_store();
    CHECK(run_program_in(history.path(), {"check", "--since", "HEAD"}).exit_code == 1);
    history.git("checkout -q -- store");
  }
}

TEST_CASE("compile commands in a build folder beside the repository keep their relative paths") {
  const History history;
  const fs::path build =
      history.folder().path().parent_path() / (history.folder().path().filename().string() + "-build");
  fs::create_directories(build);
  const std::string up = "../" + history.folder().path().filename().string();
  nlohmann::json database;
  for (const std::string source : {"ui/window.cc", "core/log.cc", "store/db.cc"}) {
    database.push_back({{"directory", build.string()},
                        {"file", up + "/" + source},
                        {"command", "c++ -I" + up + " -I . -c " + up + "/" + source}});
  }
  std::ofstream(build / "compile_commands.json") << database;
  const Run run = run_program({"check", history.path(), "-p", build.string(), "--since", "HEAD"});
  INFO(run.err);
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.err, Contains("findings that are new: 0, older: 1"));
  fs::remove_all(build);
}

}  // namespace
}  // namespace loadline
