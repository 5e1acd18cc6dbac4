// Libraries: reading what is known about them, names with braces and stars, and mistakes in them.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "analyzers/libraries/libraries.h"
#include "analyzers/libraries/model_texts.h"
#include "analyzers/libraries/name_groups.h"
#include "analyzers/words/user_error.h"

using namespace loadline;

TEST_CASE("the built-in models can be read and know the frameworks", "[models]") {
  const Libraries& libraries = built_in_libraries();
  CHECK(libraries.frameworks.size() >= 10);
  const Registration* get = libraries.registrations.find("httplib::Server::Get");
  REQUIRE(get != nullptr);
  CHECK(get->method_name == "GET");
  CHECK(get->path == 0);
  CHECK(get->handler == 1);
  CHECK(libraries.registrations.find("httplib::Server::listen") == nullptr);
  CHECK(libraries.registrations.find("restinio::router::generic_express_router_t::http_put")->method_name == "PUT");
  CHECK(libraries.registrations.find("Pistache::Rest::Router::del")->method_name == "DELETE");
}

TEST_CASE("a star stands for any end of a name, braces for several names, and operators for themselves", "[models]") {
  Libraries libraries;
  add_libraries("harmless: ['a::*', 'b::{c, d}', 'operator*']\ninfrastructure: [{kind: logger, names: ['a::log*']}]",
                "test.yaml", libraries);
  CHECK(libraries.harmless.find("a::x") != nullptr);
  CHECK(libraries.harmless.find("b::c") != nullptr);
  CHECK(libraries.harmless.find("b::d") != nullptr);
  CHECK(libraries.harmless.find("b::e") == nullptr);
  CHECK(libraries.harmless.find("operator*") != nullptr);
  CHECK(libraries.harmless.find("operator[]") == nullptr);
  CHECK(libraries.infrastructure.find("a::logger::write") != nullptr);
}

TEST_CASE("a mistake in a model names file and line", "[models]") {
  Libraries libraries;
  CHECK_THROWS_WITH(add_libraries("frameworks: [", "mine.yaml", libraries), Catch::StartsWith("mine.yaml:"));
  CHECK_THROWS_AS(add_libraries("just a text", "mine.yaml", libraries), UserError);
  CHECK_THROWS_AS(add_libraries("blocking: [{calls: [x]}]", "mine.yaml", libraries), UserError);
}

TEST_CASE("a section of a larger file is read alone, and a key that nobody reads is a mistake with its place",
          "[models]") {
  Libraries libraries;
  add_libraries("version: 1\nmodels:\n  harmless: [a::b]\n", "", libraries, "models");
  CHECK(libraries.harmless.find("a::b") != nullptr);
  const std::string wrong = "models:\n  frameworks:\n    - name: mine\n      registrations: [{call: f, handlr: 1}]\n";
  try {
    add_libraries(wrong, "", libraries, "models");
    FAIL("no mistake found");
  } catch (const LibraryError& error) {
    CHECK(error.line == 4);
    CHECK_THAT(error.what(), Catch::StartsWith("\"handlr\" is not known here"));
  }
}

TEST_CASE("each mistake in a model has its own message", "[models]") {
  const auto mistake_in = [](const std::string& entry) {
    Libraries libraries;
    try {
      add_libraries("frameworks:\n  - {name: mine, " + entry + "}\n", "", libraries);
    } catch (const LibraryError& error) {
      CHECK(error.line == 2);
      return std::string(error.what());
    }
    return std::string("none");
  };
  const auto contains = [](const char* text) { return Catch::Contains(text); };
  CHECK_THAT(mistake_in("registrations: [{call: f, handler: one}]"), contains("\"one\" is not an argument"));
  CHECK_THAT(mistake_in("registrations: [{call: f, handler: -1}]"), contains("\"-1\" is not an argument"));
  CHECK_THAT(mistake_in("registrations: [{handler: 1}]"), contains("\"call\" is missing here"));
  CHECK_THAT(mistake_in("registrations: [{call: 'App<>::get', handler: 1}]"), contains("has template arguments"));
  CHECK_THAT(mistake_in("registrations: [{call: '::get', handler: 1}]"), contains("begins with \"::\""));
  CHECK_THAT(mistake_in("registrations: {call: f, handler: 1}"), contains("must be a list"));
  CHECK_THAT(mistake_in("registrations: [{call: f, handler: 1, path: {off: g}}]"),
             contains("\"off\" is not known here"));
  CHECK_THAT(mistake_in("registrations: [{call: f, handler: 1, method: {default: GET}}]"),
             contains("what holds the method"));
  CHECK_THAT(mistake_in("overrides: [{bse: f}]"), contains("\"bse\" is not known here"));
  CHECK_THAT(mistake_in("threading: loops"), contains("one of these is expected here: threads, event-loop"));
  CHECK_THAT(mistake_in("lifetime: forever"), contains("one of these is expected here: process, connection, request"));
  CHECK_THAT(mistake_in("matchers: [{call: f}]"), contains("\"path\" is missing here"));
  CHECK_THAT(mistake_in("request: {targets: f}"), contains("\"targets\" is not known here"));
  CHECK(mistake_in("registrations: [{call: f, path: 0, handler: last}]") == "none");
  Libraries libraries;
  CHECK_THROWS_WITH(add_libraries("apis: [{role: loging, names: [f]}]", "", libraries),
                    Catch::Contains("\"loging\" is not a role of an API; known: logging"));
  CHECK_THROWS_WITH(add_libraries("stores: [{kind: queue, names: [f]}]", "", libraries),
                    Catch::Contains("\"store\" is missing"));
}

TEST_CASE("a model under the name of a known framework adds to it", "[models]") {
  Libraries libraries;
  add_libraries("frameworks: [{name: mine, threading: event-loop, registrations: [{call: f, handler: 0}]}]", "",
                libraries);
  add_libraries("frameworks: [{name: mine, registrations: [{call: g, handler: 0}]}]", "", libraries);
  REQUIRE(libraries.frameworks.size() == 1);
  CHECK(libraries.frameworks[0].threading == Threading::event_loop);
  CHECK(libraries.registrations.find("g")->framework == libraries.registrations.find("f")->framework);
}

TEST_CASE("groups of names hold what analyses look for, exactly or by a beginning", "[names]") {
  CHECK(is_in(NameGroup::text_classes, "std::basic_string"));
  CHECK_FALSE(is_in(NameGroup::text_classes, "std::basic_string::size"));
  CHECK(is_in(NameGroup::lists, "std::vector::at"));
  CHECK(is_in(NameGroup::comparing_members, "operator!="));
  CHECK(is_in(NameGroup::lookup_members, "operator[]"));
  CHECK(is_in(NameGroup::thread_detaching, "pthread_detach"));
  CHECK(library_concerns().size() == 7);
  CHECK(library_concerns().front().concern == "storage");
  for (const LibraryConcern& library : library_concerns()) {
    CHECK(library.headers.find(' ') == std::string::npos);  // a line that is broken must not part a pattern
  }
}

TEST_CASE("every group of names says which file reads it, and that file does", "[names]") {
  std::istringstream lines{std::string(model_text("names.yaml"))};
  const std::regex reader("  # ([a-z]+/[a-z_/-]+\\.cpp): .*"), group("  ([a-z-]+): .*");
  std::string source;
  std::size_t groups = 0;
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_match(line, match, reader)) {
      std::ifstream file(std::filesystem::path(LOADLINE_SOURCE_DIR) / match[1].str());
      source.assign(std::istreambuf_iterator<char>(file), {});
    } else if (std::regex_match(line, match, group)) {
      std::string name = match[1];
      std::replace(name.begin(), name.end(), '-', '_');
      INFO(name);
      CHECK(source.find("NameGroup::" + name) != std::string::npos);
      ++groups;
    }
  }
  CHECK(groups == static_cast<std::size_t>(NameGroup::thread_detaching) + 1);
}

TEST_CASE("the names of libraries are in YAML and not in the code", "[names]") {
  // What is left: the front end, whose facts must not depend on models, and places that look for the standard library as
  // such, or for a class that the language's own rules give a meaning.
  const std::set<std::string> known = {
      "analyzers/routes/branch_handlers.cpp",         // std::enable_shared_from_this, which hands out the object itself
      "rules/observability/swallowed-exception.cpp",  // std::exception, which every other one derives from
      "rules/elasticity/hardcoded-endpoint.cpp",      // std::basic_string, which a default is made of
      "analyzers/services/outgoing_calls.cpp",        // "grpc::Stub" is a key of the models: generated stubs, by shape
      "analyzers/handlers/blocking_calls.cpp",        // the same
      "analyzers/handlers/blocking.cpp",              // pthread_cond_wait, which gives up its lock
      "analyzers/calls/held_locks.cpp",               // std::defer_lock_t, a lock that holds nothing yet
      "analyzers/services/rpc_services.cpp",          // grpc::Service, the base of what protoc generates
      "analyzers/routes/rpc_handlers.cpp",            // grpc::ServerAsync…, likewise
  };
  const std::regex name(
      "\"((std|boost|absl|folly|Poco|fmt|grpc|gsl|web|cpr|crow|httplib)::[A-Za-z_]+|(pthread|mtx|mg)_[a-z_]+)");
  const std::filesystem::path root(LOADLINE_SOURCE_DIR);
  for (const char* folder : {"analyzers", "rules"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const std::string path = entry.path().lexically_relative(root).generic_string();
      if (entry.path().extension() != ".cpp" || path.starts_with("analyzers/frontend/") || known.contains(path))
        continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        INFO(path << ": " << line);
        CHECK_FALSE(std::regex_search(line.substr(0, line.find("//")), name));
      }
    }
  }
}
