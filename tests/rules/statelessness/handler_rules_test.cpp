// The rules about handlers: state, files, waiting, threads, locks, chains of services, versions of routes.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"
#include "tests/support/effect_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

// Stubs of a service, as gRPC's generator writes them.
const std::string kBuy = "acme::Shop::Stub::Buy (grpc::ClientContext *)";
const std::string kSell = "acme::Shop::Stub::Sell (grpc::ClientContext *)";
const std::string kAsyncBuy = "acme::Shop::Stub::AsyncBuy (grpc::ClientContext *, grpc::CompletionQueue *)";

// A program in which `path` of a cpp-httplib server is handled by "serve".
Program served(std::vector<BodyText> bodies, const std::string& path = "/v1/x",
               const std::vector<std::pair<std::string, std::uint32_t>>& flags = {}) {
  bodies.push_back(
      BodyText("main").calls("httplib::Server::Get", "local", {"const-reference '" + path + "'", "value &serve"}));
  return program_of(bodies, flags);
}

}  // namespace

TEST_CASE("what a handler changes is state when it outlives the request", "[stateful-handler]") {
  const Program program = served({BodyText("Store::put", "method").writes("this.items_"),
                                  BodyText("serve").calls("Store::put", "static store").writes("parameter#1.status")});
  const std::vector<Finding> found = findings("stateful-handler", program, {entry({})});
  CHECK(summaries(found) == Texts{"items_ (object member) at app.cc:2"});
  REQUIRE(found[0].trail.size() == 3);
  CHECK(found[0].trail[0].text == "`GET /v1/x` is handled by `serve`");
  CHECK(found[0].trail[1].text == "`serve` calls `Store::put`");
  CHECK(found[0].trail[2].text == "`Store::put` changes `items_`");
  CHECK(findings("stateful-handler", program, {entry({{"except", {"items_"}}})}).empty());
}

TEST_CASE("objects of the request, locks and loggers are not state", "[stateful-handler]") {
  const Program program =
      served({BodyText("Draft::add", "method").writes("this.n_"), BodyText("serve")
                                                                      .calls("Draft::add", "local")
                                                                      .calls("spdlog::logger::info", "static logger")
                                                                      .calls("std::mutex::lock", "static mutex")
                                                                      .writes("parameter#1.status")},
             "/v1/x", {{"mutex", kMutexType}});
  CHECK(findings("stateful-handler", program, {entry({})}).empty());
}

TEST_CASE("what no handler reaches is not a handler's state", "[stateful-handler]") {
  const Program program = served({BodyText("serve"), BodyText("start").writes("static ready")});
  CHECK(findings("stateful-handler", program, {entry({})}).empty());
}

TEST_CASE("one variable is one finding, whoever changes it", "[stateful-handler]") {
  const Program program = program_of({BodyText("a").writes("static hits", WriteHow::increment),
                                      BodyText("b").writes("static hits", WriteHow::increment),
                                      BodyText("main")
                                          .calls("httplib::Server::Get", "local", {"value '/a'", "value &a"})
                                          .calls("httplib::Server::Get", "local", {"value '/b'", "value &b"})});
  const std::vector<Finding> found = findings("stateful-handler", program, {entry({})});
  REQUIRE(found.size() == 1);
  CHECK(found[0].message ==
        "`hits` (counter, guard: none) outlives the request and is changed by `GET /a` and 1 other handler");
}

TEST_CASE("state is unguarded without a lock, an atomic or a copy for each thread", "[unguarded-state]") {
  const auto unguarded = [](const BodyText& serve, std::uint32_t flags) {
    return summaries(findings("unguarded-state", served({serve}, "/v1/x", {{"total", flags}}), {entry({})}));
  };
  const BodyText bare = BodyText("serve").writes("static total");
  CHECK(unguarded(bare, 0) == Texts{"total (global variable) at app.cc:2"});
  CHECK(unguarded(bare, kAtomic).empty());
  CHECK(unguarded(bare, kThreadLocal).empty());
  CHECK(unguarded(BodyText("serve").locks("static mutex").writes("static total"), 0).empty());
}

TEST_CASE("a handler that sleeps is a finding, one that hands over is not", "[blocking-handler]") {
  const BodyText work = BodyText("work").calls("usleep");
  const Program waits = served({work, BodyText("serve").calls("work")});
  const std::vector<Finding> found = findings("blocking-handler", waits, {entry({})});
  CHECK(summaries(found) == Texts{"work -> usleep (sleep) at app.cc:2"});
  CHECK(found[0].severity != Severity::error);  // a thread for each request
  CHECK(findings("blocking-handler", waits, {entry({{"except", {"usleep"}}})}).empty());
  const Program hands_over = served({work, BodyText("serve").calls("std::async", "", {"value &work"})});
  CHECK(findings("blocking-handler", hands_over, {entry({})}).empty());
}

TEST_CASE("waiting on an event loop is an error", "[blocking-handler]") {
  const Program program = program_of(
      {BodyText("serve").calls("usleep"), BodyText("main").calls("drogon::HttpAppFramework::registerHandler", "local",
                                                                 {"value '/v1/x'", "value &serve"})});
  const std::vector<Finding> found = findings("blocking-handler", program, {entry({})});
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::error);
}

TEST_CASE("a wait with a limit counts on an event loop only, and a consumer may wait", "[blocking-handler]") {
  const BodyText serve = BodyText("serve").calls("std::condition_variable::wait_for", "local");
  CHECK(findings("blocking-handler", served({serve}), {entry({})}).empty());
  const Program on_loop = program_of({serve, BodyText("main").calls("drogon::HttpAppFramework::registerHandler",
                                                                    "local", {"value '/v1/x'", "value &serve"})});
  CHECK(findings("blocking-handler", on_loop, {entry({})}).size() == 1);
  const Program consumer = program_of({BodyText("run").calls("zmq_recv", "", {"value static socket"}).calls("usleep")});
  CHECK(findings("blocking-handler", consumer, {entry({})}).empty());
}

TEST_CASE("a detached thread is a finding, a joined one is not", "[detached-thread]") {
  const Program program = program_of(
      {BodyText("start").calls("std::thread::detach", "local"), BodyText("run").calls("std::thread::join", "local")});
  CHECK(summaries(findings("detached-thread", program, {entry({})})) ==
        Texts{"start -> std::thread::detach at app.cc:2"});
  CHECK(findings("detached-thread", program, {entry({{"except", {"start"}}})}).empty());
}

TEST_CASE("a route needs a version in its path unless it is exempt", "[unversioned-route]") {
  const auto is_found = [](const std::string& path) {
    return !findings("unversioned-route", served({BodyText("serve")}, path), {entry({})}).empty();
  };
  for (const char* path : {"/users", "/api/users", "/vendors/1", "/version", "/users/(\\d+)"}) {
    INFO(path);
    CHECK(is_found(path));
  }
  for (const char* path : {"/v1/users", "/api/v2beta1/users", "^/v1/(\\w+)", "/2024-05-01/users", "/health", "/healthz",
                           "/metrics", "/", "/.well-known/x/y"}) {
    INFO(path);
    CHECK_FALSE(is_found(path));
  }
}

TEST_CASE("an address in a constant is a finding, what only looks like one is not", "[hardcoded-endpoint]") {
  const auto is_found = [](const std::string& text) {
    const Program program = program_of({BodyText("open").calls("connect_to", "", {"value '" + text + "'"})});
    return !findings("hardcoded-endpoint", program, {entry({})}).empty();
  };
  for (const char* text :
       {"10.0.0.7", "10.0.0.7:6379", "localhost:5432", "db.internal:5432", "redis://cache", "http://users:8080/v1"}) {
    INFO(text);
    CHECK(is_found(text));
  }
  for (const char* text : {"0.0.0.0", "0.0.0.0:80", "1.2.3", "1.2.3.4.5", "localhost", "std::string", "a:b", "12:30",
                           "http://www.w3.org/2000/svg", "see 10.0.0.7", "tcp://*:5555", ""}) {
    INFO(text);
    CHECK_FALSE(is_found(text));
  }
}

TEST_CASE("an empty catch clause is a finding, except in a destructor", "[swallowed-exception]") {
  const Program program = program_of({BodyText("save").catches_all(true), BodyText("load").catches_all(false),
                                      BodyText("File::~File", "destructor").catches_all(true)});
  CHECK(summaries(findings("swallowed-exception", program, {entry({})})) == Texts{"save -> ... at app.cc:2"});
  CHECK(findings("swallowed-exception", program, {entry({{"except", {"save"}}})}).empty());
}

TEST_CASE("a handler that writes a file keeps state on its disk, one that reads does not", "[local-disk-state]") {
  const auto writes = [](const BodyText& serve) {
    return summaries(findings("local-disk-state", served({serve}), {entry({})}));
  };
  const std::string open = "std::basic_ofstream::basic_ofstream";
  CHECK(writes(BodyText("serve").calls(open, "", {"const-reference '/var/app/x'"})) ==
        Texts{"serve -> /var/app/x (local file) at app.cc:2"});
  CHECK(writes(BodyText("serve").calls("fopen", "", {"const-pointer 'x'", "const-pointer 'a+'"})).size() == 1);
  CHECK(writes(BodyText("serve").calls("fopen", "", {"const-pointer 'x'", "const-pointer 'rb'"})).empty());
  CHECK(writes(BodyText("serve").calls("std::basic_ifstream::open", "local", {"const-reference 'x'"})).empty());
  CHECK(writes(BodyText("serve").calls(open)).empty());  // no file is named
}

TEST_CASE("a handler that waits for another service is a chain, one that hands the call over is not",
          "[synchronous-chain]") {
  const BodyText ask = BodyText("ask").calls("httplib::Client::Get", "local", {"const-reference '/v1/left'"});
  const auto chains = [&](const BodyText& serve) {
    return summaries(findings("synchronous-chain", served({ask, serve}), {entry({})}));
  };
  CHECK(chains(BodyText("serve").calls("ask")) == Texts{"GET /v1/x -> httplib::Client::Get (HTTP client) at app.cc:2"});
  CHECK(chains(BodyText("serve").calls(kBuy, "local")).size() == 1);
  CHECK(chains(BodyText("serve").calls(kAsyncBuy, "local")).empty());
  CHECK(chains(BodyText("serve").calls("acme::ShopClient::buy", "local")).empty());  // of what generator?
  CHECK(chains(BodyText("serve").calls("std::async", "", {"value &ask"})).empty());
  CHECK(chains(BodyText("serve").calls("PQexec")).empty());  // a store is not a service
}

TEST_CASE("an outgoing call needs a time limit in its function or file, or of its own", "[missing-timeout]") {
  const auto missing = [](const BodyText& body) {
    return summaries(findings("missing-timeout", program_of({body}), {entry({})}));
  };
  CHECK(missing(BodyText("ask").calls("curl_easy_perform")) == Texts{"ask -> curl_easy_perform (HTTP) at app.cc:2"});
  CHECK(missing(BodyText("ask").calls(kBuy, "local")).size() == 1);
  CHECK(missing(BodyText("ask").calls("grpc::ClientContext::set_deadline", "local").calls(kBuy, "local")).empty());
  // Each call has a context of its own.
  const BodyText limited = BodyText("limited")
                               .calls("grpc::ClientContext::set_deadline", "local")
                               .calls(kBuy, "this.stub_", {"pointer local"});
  const BodyText unlimited = BodyText("unlimited").calls(kSell, "this.stub_", {"pointer local"});
  CHECK(summaries(findings("missing-timeout", program_of({limited, unlimited}), {entry({})})) ==
        Texts{"unlimited -> acme::Shop::Stub::Sell (RPC) at app.cc:2"});
  const BodyText prepare = BodyText("prepare").calls("grpc::ClientContext::set_deadline", "parameter#0");
  const BodyText helped =
      BodyText("helped").calls("prepare", "", {"reference local"}).calls(kBuy, "this.stub_", {"pointer local"});
  CHECK(findings("missing-timeout", program_of({prepare, helped}), {entry({})}).empty());
  CHECK(missing(BodyText("ask").calls("cpr::Timeout::Timeout").calls("cpr::Get")).empty());
  // A generated stub hands on what somebody asked it for.
  const std::string raw = "acme::Shop::Stub::AsyncBuyRaw (grpc::ClientContext *)";
  CHECK(missing(BodyText("acme::Shop::Stub::AsyncBuy").calls(raw, "this")).empty());
  CHECK(missing(BodyText("ask").calls("PQexec")).empty());
}

TEST_CASE("waiting with a lock held is a finding, waiting after it or on a condition is not",
          "[lock-across-blocking-call]") {
  const auto locked = [](const std::vector<BodyText>& bodies) {
    return summaries(findings("lock-across-blocking-call", served(bodies), {entry({})}));
  };
  CHECK(locked({BodyText("serve").locks("static mutex").calls("usleep")}) ==
        Texts{"serve -> usleep (sleep) at app.cc:3"});
  CHECK(locked({BodyText("ask").calls("curl_easy_perform"), BodyText("serve").locks("static mutex").calls("ask")})
            .size() == 1);
  CHECK(locked({BodyText("serve").calls("usleep").locks("static mutex")}).empty());
  CHECK(locked({BodyText("serve").locks("static mutex").calls("std::condition_variable::wait", "local")}).empty());
  CHECK(locked({BodyText("serve"), BodyText("other").locks("static mutex").calls("usleep")}).empty());
}
