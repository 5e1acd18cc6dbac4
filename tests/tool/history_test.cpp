// What the program makes of a project's history: check --since, diff, and that nothing in a repository runs or breaks out.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "analyzers/calls/effects.h"
#include "analyzers/words/user_error.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"
#include "tool/cache_folder.h"
#include "tool/history/committed_tree.h"
#include "tool/history/git_repository.h"
#include "tool/history/scratch_folder.h"

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
  nlohmann::json findings = nlohmann::json::parse(run.out)["findings"];
  std::erase_if(findings.get_ref<nlohmann::json::array_t&>(),
                [](const nlohmann::json& finding) { return finding["status"] != "fresh"; });
  return findings;
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
  CHECK_THAT(none.err, Contains("findings that are new: 0, older: 2"));
  CHECK_THAT(none.out, Contains("no findings from ") && Contains("2 older; compared with main ("));
}

TEST_CASE("formats that tell new from known agree about what a commit had") {
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

TEST_CASE("a fact set stands for the state that it was written in, with and without sources") {
  const History history;
  const std::string path = history.path(), before = path + "/build/before.facts", after = path + "/build/after.facts";
  CHECK(run_program({"facts", path, "-o", before}).exit_code == 0);
  history.break_store();
  history.commit("second");
  CHECK(run_program({"facts", path, "-o", after}).exit_code == 0);

  const Run of_commits = run_program({"diff", "-C", path, "HEAD~1", "HEAD", "--format", "json"});
  nlohmann::json expected = nlohmann::json::parse(of_commits.out);
  const auto same_but_names = [&](const Run& run) {
    INFO(run.err);
    CHECK(run.exit_code == 1);
    nlohmann::json document = nlohmann::json::parse(run.out);
    for (const char* side : {"base", "head"}) document[side] = expected[side];
    return document == expected;
  };
  CHECK(same_but_names(run_program({"diff", "-C", path, before, after, "--format", "json"})));
  CHECK(same_but_names(run_program({"diff", "-C", path, before, "--format", "json"})));
  CHECK(same_but_names(run_program({"diff", "-C", path, "HEAD~1", after, "--format", "json"})));
  CHECK(run_program({"diff", "-C", path, after, after}).exit_code == 0);
  CHECK(findings_since(history, before).size() == 1);
  CHECK(findings_since(history, after).empty());

  // Where nothing is left of the project but its configuration.
  const TemporaryFolder elsewhere;
  elsewhere.write("loadline.yaml", history.folder().read("loadline.yaml"));
  fs::copy_file(before, elsewhere.path() / "old.facts");
  fs::copy_file(after, elsewhere.path() / "new.facts");
  CHECK(same_but_names(
      run_program_in(elsewhere.path().string(), {"diff", "old.facts", "new.facts", "--format", "json"})));
}

TEST_CASE("equal facts make equal fact sets, from the cache and without it") {
  const History history;
  const std::string path = history.path();
  run_program({"facts", path, "-o", path + "/build/cold.facts", "--no-cache", "-j", "1"});
  run_program({"facts", path, "-o", path + "/build/filled.facts", "-j", "3"});
  run_program({"facts", path, "-o", path + "/build/warm.facts"});
  const std::string cold = history.folder().read("build/cold.facts");
  CHECK(cold.starts_with("loadline facts "));
  CHECK(history.folder().read("build/filled.facts") == cold);
  CHECK(history.folder().read("build/warm.facts") == cold);
}

TEST_CASE("what is missing in a fact set makes the comparison incomplete") {
  const History history;
  history.folder().write("store/db.cc", "#include \"nowhere.h\"\n");
  fs::remove(history.folder().path() / "core/log.cc");
  const std::string set = history.path() + "/build/broken.facts";
  CHECK(run_program({"facts", history.path(), "-o", set}).exit_code == 3);
  const Run run = run_program({"diff", "-C", history.path(), set, set});
  CHECK(run.exit_code == 3);
  CHECK_THAT(run.err, Contains("of 3 translation units gave no facts"));
}

TEST_CASE("a file that is not a fact set is refused with one message, before anything is parsed") {
  const History history;
  const std::string path = history.path(), set = path + "/build/x.facts";
  CHECK(run_program({"facts", path, "-o", set}).exit_code == 0);
  const std::string good = history.folder().read("build/x.facts");
  std::string changed = good, newer = good;
  changed[good.size() / 2] = static_cast<char>(changed[good.size() / 2] ^ 1);
  newer[sizeof "loadline facts " - 1] = '9';
  const std::vector<std::pair<std::string, std::string>> broken{{"", "is not a fact set"},
                                                                {"{\n\"facts_version\": 4", "is not a fact set"},
                                                                {good.substr(0, good.size() - 1), "is damaged"},
                                                                {good.substr(0, 20), "is damaged"},
                                                                {good + "x", "is damaged"},
                                                                {changed, "is damaged"},
                                                                {newer, "holds facts of another version of loadline"}};
  for (const auto& [bytes, message] : broken) {
    history.folder().write("build/x.facts", bytes);
    const Run run = run_program({"diff", "-C", path, set});
    CHECK(run.exit_code == 2);
    CHECK_THAT(run.err, Contains("x.facts " + message) && Contains("hint: write it again") && !Contains("[1/"));
  }
  CHECK_THAT(run_program({"diff", "-C", path, path + "/nowhere.facts"}).err, Contains("No such file"));
  fs::create_directory(history.folder().path() / "folder.facts");
  CHECK_THAT(run_program({"check", path, "--since", path + "/folder.facts"}).err, Contains("it is a folder"));
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

TEST_CASE("mistakes about the history are told with a way out") {
  const History history;
  const Run unknown = run_program({"check", history.path(), "--since", "nowhere"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("git knows no commit \"nowhere\"") && Contains("hint: "));
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

// Adds a link to the index that the file system need not hold, as a commit made by hand does.
void add_link(const History& history, const std::string& path, const std::string& target) {
  history.folder().write("target", target);
  const std::string command =
      "cd '" + history.path() + "' && git update-index --add --cacheinfo 120000,$(git hash-object -w target)," + path;
  REQUIRE(std::system(command.c_str()) == 0);
  fs::remove(history.folder().path() / "target");
}

TEST_CASE("a link in the history leads to what it means inside the repository, or is left out") {
  const History history;
  add_link(history, "away", "/etc");
  add_link(history, "up", "../../..");
  add_link(history, "inside", "core");
  add_link(history, "through", "inside/log.cc");
  add_link(history, "core/loop", "loop");
  add_link(history, "core/far", "../inside/../../x");
  add_link(history, "dangling", "nowhere");
  history.git("commit -q -m links");
  const ScratchFolder scratch;
  CommittedTree tree(scratch, "tree");
  const GitRepository repository(history.folder().path());
  const std::vector<std::string> left_out =
      repository.visit_files(repository.commit("HEAD"), [&](const CommittedFile& file, std::string_view bytes) {
        file.is_link ? tree.add_link(file.path, bytes) : tree.add_file(file.path, bytes);
      });
  CHECK(left_out.empty());
  CHECK(tree.finish().size() == 5);
  for (const char* name : {"away", "up", "dangling", "core/loop", "core/far"}) {
    INFO(name);
    CHECK_FALSE(fs::exists(fs::symlink_status(scratch.path() / "tree" / name)));
  }
  CHECK(fs::read_symlink(scratch.path() / "tree/inside") == "core");
  CHECK(fs::read_symlink(scratch.path() / "tree/through") == "core/log.cc");
}

TEST_CASE("nothing is written through a link in a scratch folder, and nothing outside") {
  const TemporaryFolder outside;
  outside.write("precious", "mine");
  const ScratchFolder scratch;
  CHECK(scratch.make_link("link", outside.path().string()));
  CHECK_FALSE(scratch.write_file("link/new", "x"));
  CHECK_FALSE(scratch.replace_file("link/precious", "x"));
  CHECK_FALSE(scratch.make_folder("link/folder"));
  CHECK_FALSE(scratch.write_file("../beside", "x"));
  CHECK_FALSE(scratch.write_file("link", "x"));
  CHECK_FALSE(scratch.write_file(std::string(300, 'n'), "x"));
  CHECK(scratch.replace_file("link", "now a file"));
  CHECK(outside.read("precious") == "mine");
  CHECK(std::distance(fs::directory_iterator(outside.path()), fs::directory_iterator()) == 1);
}

// The build folder of today is laid over the files of the commit, which has links in its place.
TEST_CASE("a commit cannot take the place of the build folder") {
  const History history;
  const TemporaryFolder outside;
  outside.write("precious", "mine");
  history.folder().write("build/made.h", "#pragma once\n");
  add_link(history, "build", "core");
  history.git("commit -q -m links");
  CHECK(run_program({"diff", "-C", history.path(), "HEAD", "HEAD"}).exit_code == 0);
  history.git("rm -q --cached build");
  add_link(history, "build/compile_commands.json", outside.path().string() + "/precious");
  add_link(history, "build/made.h", outside.path().string() + "/new");
  history.git("commit -q -m more");
  CHECK(run_program({"diff", "-C", history.path(), "HEAD", "HEAD"}).exit_code == 0);
  CHECK(outside.read("precious") == "mine");
  CHECK_FALSE(fs::exists(outside.path() / "new"));
}

TEST_CASE("an interrupted comparison leaves nothing among the temporary files") {
  const History history;
  const TemporaryFolder temporary;
  const std::string run = "TMPDIR='" + temporary.path().string() + "' timeout -s INT ";
  for (const char* seconds : {"0.02", "0.05", "0.1", "0.15", "0.2", "0.3"}) {
    const std::string command =
        run + seconds + " '" LOADLINE_PROGRAM "' diff -q --no-cache -C '" + history.path() + "' HEAD >/dev/null 2>&1";
    [[maybe_unused]] const int status = std::system(command.c_str());
  }
  CHECK(fs::is_empty(temporary.path()));
}

TEST_CASE("a comparison reads the repository that holds the project, not files that look like one") {
  const History history;
  history.git("config core.bare false");
  history.break_store();
  // A bare repository beside the sources, whose main has the violation already.
  const std::string bare = "cd '" + history.path() +
                           "' && cp -r .git /tmp/$$.git && git add -A && git -c user.name=a -c user.email=a@b.org "
                           "commit -q -m broken && mkdir -p store && cp -r .git/objects .git/refs .git/HEAD store && "
                           "rm -rf .git && mv /tmp/$$.git .git && "
                           "printf '[core]\nbare = false\nworktree = .\n' > store/config";
  REQUIRE(std::system(bare.c_str()) == 0);
  history.folder().write("store/loadline.yaml", "version: 1\nmodules: { store: { paths: [db.*] } }\n");
  CHECK(GitRepository(history.folder().path() / "store").top() == history.folder().path());
  CHECK(findings_since(history, "main").size() == 1);
}

TEST_CASE("a branch is compared where HEAD left it with --since, and at its tip with --since-exact") {
  const History history;
  history.git("checkout -q -b feature");
  history.folder().write("store/more.h", "#pragma once\n");
  history.commit("work");
  history.git("checkout -q main");
  history.folder().write("core/log.cc", "#include \"core/log.h\"\nvoid log_line() {}\n");
  history.commit("mends");
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

TEST_CASE("git is taken from the absolute folders of PATH alone") {
  const History history;
  history.folder().write("git", "#!/bin/sh\ntouch '" + history.path() + "/ran'\n");
  fs::permissions(history.folder().path() / "git", fs::perms::owner_all);
  const std::string command =
      "cd '" + history.path() + "' && PATH=\":.:$PATH\" '" LOADLINE_PROGRAM "' check -q --since HEAD >/dev/null 2>&1";
  CHECK(std::system(command.c_str()) == 0);
  CHECK_FALSE(fs::exists(history.folder().path() / "ran"));
}

}  // namespace
}  // namespace loadline
