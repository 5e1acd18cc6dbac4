// The rules about what binds a service to one place: hardcoded-path, fixed-concurrency, no-graceful-shutdown, ….
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"
#include "tests/support/effect_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

Texts found(std::string_view rule, const std::vector<BodyText>& bodies) {
  return summaries(findings(rule, program_of(bodies), {entry({})}));
}

// A service whose main does this, too.
Texts found_in_main(std::string_view rule, const BodyText& main) {
  BodyText all = main;
  all.calls("httplib::Server::Get", "local", {"const-reference '/v1/x'", "value &serve"});
  return found(rule, {BodyText("serve"), all});
}

const Texts kAtMain{"the program at app.cc:1"};

}  // namespace

TEST_CASE("a path of one machine is a finding where it becomes a file", "[hardcoded-path]") {
  const auto is_found = [](const std::string& path) {
    return !found("hardcoded-path", {BodyText("load").calls("fopen", "", {"const-pointer '" + path + "'"})}).empty();
  };
  for (const char* path :
       {"/etc/shop.conf", "/var/lib/shop/orders.db", "/home/me/x", "/tmp/shop.sock", "C:\\shop\\x"}) {
    INFO(path);
    CHECK(is_found(path));
  }
  for (const char* path : {"/dev/null", "/proc/self/status", "/etc/hosts", "/etc/ssl/certs/ca.pem", "shop.conf",
                           "/etc/", "/v1/home", ""}) {
    INFO(path);
    CHECK_FALSE(is_found(path));
  }
}

TEST_CASE("a path is followed through functions that pass it on, and is not a finding as a route or a default",
          "[hardcoded-path]") {
  const BodyText open =
      BodyText("open_page").calls("std::basic_ifstream::basic_ifstream", "local", {"const-reference parameter#0"});
  CHECK(found("hardcoded-path", {open, BodyText("load").calls("open_page", "", {"const-reference '/srv/page'"})}) ==
        Texts{"load -> /srv/page at app.cc:2"});
  CHECK(found("hardcoded-path", {BodyText("main").calls("httplib::Server::Get", "local", {"value '/home/page'"})})
            .empty());
  const BodyText reader = BodyText("environment_or").calls("getenv", "", {"const-pointer parameter#0"});
  CHECK(found("hardcoded-path", {open, reader,
                                 BodyText("load")
                                     .calls("environment_or", "", {"value 'PAGE'", "value '/srv/page'"})
                                     .calls("open_page", "", {"const-reference call-result#0"})})
            .empty());
}

TEST_CASE("a number of threads is a finding unless it is one or comes from elsewhere", "[fixed-concurrency]") {
  const auto pool = [](const std::string& size) {
    return found("fixed-concurrency", {BodyText("run").calls("boost::asio::thread_pool::thread_pool", "",
                                                             {"value " + size}, kCallConstructs)});
  };
  CHECK(pool("8") == Texts{"run -> boost::asio::thread_pool::thread_pool at app.cc:2"});
  CHECK(pool("1").empty());
  CHECK(pool("this.threads").empty());
  CHECK(found("fixed-concurrency",
              {BodyText("start").calls("boost::asio::thread_pool::thread_pool", "", {"value value-parameter#0"}),
               BodyText("run").calls("start", "", {"value 16"})}) == Texts{"run -> start at app.cc:2"});
}

TEST_CASE("a loop that starts as many threads as a constant says is a finding", "[fixed-concurrency]") {
  const auto run = [](std::uint16_t flags) {
    return found("fixed-concurrency", {BodyText("run").calls("std::thread::thread", "local", {"value &work"},
                                                             static_cast<std::uint16_t>(kCallConstructs | flags))});
  };
  CHECK(run(kCallCounted) == Texts{"run -> std::thread::thread at app.cc:2"});
  CHECK(run(0).empty());
  CHECK(found("fixed-concurrency", {BodyText("run").calls("work", "", {}, kCallCounted)}).empty());
}

TEST_CASE("a service handles SIGTERM", "[no-graceful-shutdown]") {
  const auto with = [](const std::string& signal) {
    return found_in_main("no-graceful-shutdown", BodyText("main").calls("signal", "", {signal, "value &stop"}));
  };
  CHECK(with("value 15").empty());
  CHECK(with("value local").empty());  // one of several, in a loop
  CHECK(with("value 13") == kAtMain);  // SIGPIPE
  const std::vector<Finding> interrupt = findings(
      "no-graceful-shutdown",
      program_of({BodyText("serve"), BodyText("main")
                                         .calls("sigaction", "", {"value 2"})
                                         .calls("httplib::Server::Get", "local", {"value '/v1/x'", "value &serve"})}),
      {entry({})});
  REQUIRE(interrupt.size() == 1);
  CHECK(interrupt[0].message.find("only SIGINT") != std::string::npos);
  CHECK(found_in_main("no-graceful-shutdown",
                      BodyText("main").calls("Poco::Util::ServerApplication::waitForTerminationRequest", "local"))
            .empty());
  CHECK(found("no-graceful-shutdown", {BodyText("main").calls("work")}).empty());  // no service
}

TEST_CASE("a service can be asked whether it is healthy", "[no-health-endpoint]") {
  CHECK(found_in_main("no-health-endpoint", BodyText("main")) == kAtMain);
  for (const char* path : {"/healthz", "/api/v1/health", "/ping", "/ready"}) {
    INFO(path);
    CHECK(found_in_main("no-health-endpoint",
                        BodyText("main").calls("httplib::Server::Get", "local",
                                               {"value '" + std::string(path) + "'", "value &serve"}))
              .empty());
  }
  // A dispatcher compares the target of the request.
  CHECK(
      found_in_main("no-health-endpoint", BodyText("main").calls("std::operator==", "", {"value '/healthz'"})).empty());
  CHECK(found_in_main("no-health-endpoint", BodyText("main").calls("std::operator==", "", {"value 'status'"})) ==
        kAtMain);
}

TEST_CASE("a service reads its configuration from somewhere", "[no-environment-config]") {
  CHECK(found_in_main("no-environment-config", BodyText("main")) == kAtMain);
  CHECK(found_in_main("no-environment-config", BodyText("main").calls("getenv", "", {"value 'PORT'"})).empty());
  CHECK(found_in_main("no-environment-config", BodyText("main").calls("std::stoi", "", {"const-reference parameter#1"}))
            .empty());
}

TEST_CASE("an address that is only compared, or a default, is not a finding", "[hardcoded-endpoint]") {
  const auto main = [](const std::string& callee) {
    return BodyText("run").calls(callee, "", {"value 'redis://cache:6379'"});
  };
  CHECK(found("hardcoded-endpoint", {main("connect_to")}).size() == 1);
  CHECK(found("hardcoded-endpoint", {main("std::operator==")}).empty());
  CHECK(found("hardcoded-endpoint", {main("std::optional::value_or")}).empty());
  const BodyText reader = BodyText("environment_or").calls("getenv");
  CHECK(found("hardcoded-endpoint", {main("environment_or"), reader}).empty());
  // A std::string is made of the constant before it is passed on.
  const auto with_string = [](const std::string& callee) {
    return BodyText("run")
        .calls("std::basic_string::basic_string", "", {"value 'redis://cache:6379'"}, kCallConstructs)
        .calls(callee, "", {"const-reference 'redis://cache:6379'"});
  };
  CHECK(found("hardcoded-endpoint", {with_string("environment_or"), reader}).empty());
  CHECK(found("hardcoded-endpoint", {with_string("connect_to"), reader}).size() == 1);
}
