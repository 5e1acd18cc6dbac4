// What the program makes of a project's history: check --since, diff, and that nothing in a repository runs or breaks out.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "analyzers/user_error.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"
#include "tool/history/git_repository.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using test::Run;
using test::run_program;
using test::run_program_in;
using test::TemporaryFolder;

// A repository with one commit: ui uses core, and core an older violation of the layers.
class History {
 public:
  History() {
    folder_.write("ui/window.h", "#pragma once\nvoid show();\n");
    folder_.write("ui/window.cc", "#include \"ui/window.h\"\n#include \"core/log.h\"\nvoid show() { log_line(); }\n");
    folder_.write("core/log.h", "#pragma once\nvoid log_line();\n");
    folder_.write("core/log.cc", "#include \"core/log.h\"\n#include \"ui/window.h\"\nvoid log_line() { show(); }\n");
    folder_.write("store/db.h", "#pragma once\nvoid put();\n");
    folder_.write("store/db.cc", "#include \"store/db.h\"\nvoid put() {}\n");
    folder_.write("loadline.yaml",
                  "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\n"
                  "  store: { paths: [store/**] }\nlayers: [ui, core, store]\n"
                  "rules: { dependency-cycle: off, bidirectional-dependency: off }\n");
    folder_.write(".gitignore", "build\n");
    write_database({"ui/window.cc", "core/log.cc", "store/db.cc"});
    git("init -q -b main .");
    commit("first");
  }

  const TemporaryFolder& folder() const { return folder_; }
  std::string path() const { return folder_.path().string(); }

  void git(const std::string& arguments) const {
    const std::string command = "git -C '" + path() + "' -c user.name=a -c user.email=a@example.org " + arguments;
    REQUIRE(std::system((command + " >/dev/null 2>&1").c_str()) == 0);
  }
  void commit(const std::string& message) const {
    git("add -A");
    git("commit -q -m " + message);
  }
  void write_database(const std::vector<std::string>& sources) const {
    nlohmann::json database;
    for (const std::string& source : sources) {
      database.push_back({{"directory", path() + "/build"},
                          {"file", path() + "/" + source},
                          {"command", "c++ -I" + path() + " -I" + path() + "/build -c " + path() + "/" + source}});
    }
    folder_.write("build/compile_commands.json", database.dump());
  }
  // The second commit: store, the lowest layer, calls ui.
  void break_store() const {
    folder_.write("store/db.cc", "#include \"store/db.h\"\n#include \"ui/window.h\"\nvoid put() { show(); }\n");
  }

 private:
  TemporaryFolder folder_;
};

nlohmann::json findings_since(const History& history, const std::string& ref) {
  const Run run = run_program({"check", history.path(), "--since", ref, "--report", "json"});
  INFO(run.err);
  REQUIRE((run.exit_code == 0 || run.exit_code == 1));
  return nlohmann::json::parse(run.out)["findings"];
}

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
  CHECK_THAT(none.err, Contains("0 findings are new, 2 older ones are not shown"));
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

TEST_CASE("generated headers of today serve the past") {
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
    const auto files = fs::recursive_directory_iterator(history.folder().path() / "build/.loadline");
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
  CHECK_THAT(run.err, Contains("0 findings are new, 1 older"));
}

TEST_CASE("mistakes about the history are told with a way out") {
  const History history;
  const Run unknown = run_program({"check", history.path(), "--since", "nowhere"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("git knows no commit \"nowhere\"") && Contains("hint: "));
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
  CHECK_THAT(outside.err, Contains("is in no git repository"));
}

TEST_CASE("nothing that a repository configures is run") {
  const History history;
  const std::string marker = history.path() + "/ran";
  history.folder().write("run.sh", "#!/bin/sh\ntouch '" + marker + "'\ncat\n");
  fs::permissions(history.folder().path() / "run.sh", fs::perms::owner_all);
  history.folder().write(".gitattributes", "*.cc filter=evil diff=evil\n*.h filter=evil export-subst\n");
  history.commit("attributes");
  const std::string program = history.path() + "/run.sh";
  for (const char* key : {"filter.evil.smudge", "filter.evil.process", "filter.evil.clean", "diff.evil.textconv",
                          "core.fsmonitor", "core.pager", "core.sshCommand", "uploadpack.packObjectsHook"}) {
    history.git(std::string("config ") + key + " '" + program + "'");
  }
  for (const char* hook : {"post-checkout", "post-index-change", "reference-transaction"}) {
    fs::copy_file(program, history.folder().path() / ".git/hooks" / hook);
  }
  fs::remove(marker);
  CHECK(findings_since(history, "HEAD").empty());
  CHECK_FALSE(fs::exists(marker));
}

TEST_CASE("a link in the history cannot lead out of the copy") {
  const History history;
  fs::create_symlink("/etc", history.folder().path() / "away");
  fs::create_symlink("../../..", history.folder().path() / "up");
  fs::create_symlink("core", history.folder().path() / "inside");
  history.commit("links");
  const GitRepository repository(history.folder().path());
  const TemporaryFolder copy;
  const std::vector<std::string> left_out = repository.write_files(repository.commit("HEAD"), copy.path());
  CHECK(left_out.size() == 2);
  CHECK_FALSE(fs::exists(fs::symlink_status(copy.path() / "away")));
  CHECK_FALSE(fs::exists(fs::symlink_status(copy.path() / "up")));
  CHECK(copy.read("inside/log.cc") == history.folder().read("core/log.cc"));
}

}  // namespace
}  // namespace loadline
