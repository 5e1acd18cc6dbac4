// Results appear whole or not at all, and a failure to write says why.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/stat.h>

#include "analyzers/structure/metrics.h"
#include "analyzers/words/user_error.h"
#include "tests/tool/temporary_folder.h"
#include "tool/console/output.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using test::TemporaryFolder;

void write_text(const fs::path& file, const std::string& text) {
  write_output(file.string(), [&](std::ostream& out) { out << text; });
}

std::string failure_of(const fs::path& file, const std::string& text) {
  try {
    write_text(file, text);
  } catch (const AnalysisFailure& failure) {
    return failure.what();
  }
  return "";
}

std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST_CASE("a file appears with all its bytes and leaves no temporary beside it") {
  const TemporaryFolder folder;
  const std::string text(300'000, 'x');
  write_text(folder.path() / "report.json", text);
  CHECK(folder.read("report.json") == text);
  CHECK(entries_in(folder.path()) == 1);
}

TEST_CASE("an older file is replaced and keeps its permissions") {
  const TemporaryFolder folder;
  folder.write("report", "older and longer");
  fs::permissions(folder.path() / "report", fs::perms::owner_read | fs::perms::owner_write);
  write_text(folder.path() / "report", "new");
  CHECK(folder.read("report") == "new");
  CHECK(fs::status(folder.path() / "report").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a file name without folder is written to the current one") {
  const TemporaryFolder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  write_text("plain.txt", "here");
  fs::current_path(before);
  CHECK(folder.read("plain.txt") == "here");
}

TEST_CASE("a write that throws leaves the older file and nothing else") {
  const TemporaryFolder folder;
  folder.write("report", "older");
  const auto fail = [](std::ostream& out) {
    out << "half";
    throw std::runtime_error("no more");
  };
  CHECK_THROWS_AS(write_output((folder.path() / "report").string(), fail), std::runtime_error);
  CHECK(folder.read("report") == "older");
  CHECK(entries_in(folder.path()) == 1);
}

TEST_CASE("a full disk is a failure that says so") {
  CHECK_THAT(failure_of("/dev/full", "text"), Contains("cannot write /dev/full: No space left on device"));
  // More than the buffer holds: the failure shows while writing, not at the end.
  CHECK_THAT(failure_of("/dev/full", std::string(1 << 20, 'x')), Contains("No space left on device"));
}

TEST_CASE("a device is written in place") { CHECK(failure_of("/dev/null", "text").empty()); }

TEST_CASE("a missing folder is a failure that names the file") {
  const TemporaryFolder folder;
  CHECK_THAT(failure_of(folder.path() / "no" / "report", "text"), Contains("no/report: No such file or directory"));
}

TEST_CASE("a report cannot be written to a folder") {
  const TemporaryFolder folder;
  CHECK_THAT(failure_of(folder.path(), "text"), Contains("Is a directory"));
}

TEST_CASE("a symbolic link is replaced by the file, and what it led to stays as it was") {
  const TemporaryFolder folder;
  folder.write("precious", "keep me");
  fs::create_symlink("precious", folder.path() / "report");
  write_text(folder.path() / "report", "new");
  CHECK(folder.read("precious") == "keep me");
  CHECK(fs::is_regular_file(fs::symlink_status(folder.path() / "report")));
  CHECK(folder.read("report") == "new");
}

TEST_CASE("a named pipe is written in place, not replaced") {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::fstream reader(pipe, std::ios::in | std::ios::out);  // both ends, so that opening does not wait
  write_text(pipe, "through\n");
  std::string line;
  std::getline(reader, line);
  CHECK(line == "through");
  CHECK(fs::is_fifo(fs::symlink_status(pipe)));
}

}  // namespace
}  // namespace loadline
