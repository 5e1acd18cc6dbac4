// Nothing that a repository holds or configures runs, breaks out or stays behind.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/tool/made_history.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"
#include "tool/history/committed_tree.h"
#include "tool/history/git_repository.h"
#include "tool/history/scratch_folder.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using test::findings_since;
using test::History;
using test::run_program;
using test::TemporaryFolder;

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

// Today's build folder is laid over the files of the commit, which has links in its place.
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
