// The rules about what can be seen in production: unobserved-handler, no-metrics, no-tracing; swallowed-exception.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"
#include "tests/support/effect_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

BodyText registers(const std::string& path) {
  return BodyText("main").calls("httplib::Server::Get", "local", {"const-reference '" + path + "'", "value &serve"});
}

Texts found(std::string_view rule, const std::vector<BodyText>& bodies) {
  return summaries(findings(rule, program_of(bodies), {entry({{"except_routes", {"/health*"}}})}));
}

}  // namespace

TEST_CASE("a handler that logs, counts or traces is seen, however deep", "[unobserved-handler]") {
  CHECK(found("unobserved-handler", {BodyText("serve").calls("work"), BodyText("work"), registers("/v1/x")}) ==
        Texts{"GET /v1/x at app.cc:2"});
  for (const char* seen : {"spdlog::info", "prometheus::Counter::Increment", "opentelemetry::trace::Span::End",
                           "syslog", "app::Logger::write", "app::write_log"}) {
    INFO(seen);
    const std::string object = std::string(seen).find("Logger") == std::string::npos ? "" : "local";
    CHECK(found("unobserved-handler",
                {BodyText("serve").calls("work"), BodyText("work").calls(seen, object), registers("/v1/x")})
              .empty());
  }
  // Neither the logarithm nor a login is a log line.
  CHECK(found("unobserved-handler", {BodyText("serve").calls("std::log").calls("app::login"), registers("/v1/x")})
            .size() == 1);
}

TEST_CASE("a stream for messages is a log", "[unobserved-handler]") {
  CHECK(found("unobserved-handler",
              {BodyText("serve").calls("std::operator<<", "", {"reference static std::cerr", "value 'x'"}),
               registers("/v1/x")})
            .empty());
}

TEST_CASE("an access log or a hook that logs sees every handler", "[unobserved-handler]") {
  CHECK(found("unobserved-handler",
              {BodyText("serve"), registers("/v1/x").calls("httplib::Server::set_logger", "local", {"value &write"})})
            .empty());
  const BodyText hook = registers("/v1/x").calls("httplib::Server::set_pre_routing_handler", "local", {"value &count"});
  CHECK(found("unobserved-handler", {BodyText("serve"), BodyText("count").calls("spdlog::info"), hook}).empty());
  CHECK(found("unobserved-handler", {BodyText("serve"), BodyText("count"), hook}).size() == 1);
}

TEST_CASE("paths of operators need not be seen, and a program without handlers has none", "[unobserved-handler]") {
  CHECK(found("unobserved-handler", {BodyText("serve"), registers("/healthz")}).empty());
  CHECK(found("unobserved-handler", {BodyText("main").calls("work")}).empty());
}

TEST_CASE("a service without metrics is a finding at its main", "[no-metrics]") {
  CHECK(found("no-metrics", {BodyText("serve"), registers("/v1/x")}) == Texts{"the program at app.cc:1"});
  CHECK(found("no-metrics", {BodyText("serve"), registers("/metrics")}).empty());
  CHECK(found("no-metrics", {BodyText("serve").calls("prometheus::Counter::Increment", "local"), registers("/v1/x")})
            .empty());
  CHECK(found("no-metrics", {BodyText("main").calls("work")}).empty());
}

TEST_CASE("a service that calls others passes on a trace", "[no-tracing]") {
  const BodyText calls = BodyText("serve").calls("httplib::Client::Get", "local", {"value '/v1/users'"});
  CHECK(found("no-tracing", {calls, registers("/v1/x")}) == Texts{"the program at app.cc:1"});
  CHECK(found("no-tracing", {BodyText("serve"), registers("/v1/x")}).empty());
  CHECK(found("no-tracing", {calls, registers("/v1/x").calls("opentelemetry::trace::Tracer::StartSpan", "local")})
            .empty());
  CHECK(
      found("no-tracing", {calls, registers("/v1/x").calls("app::set_header", "", {"value 'X-Request-ID'"})}).empty());
}
