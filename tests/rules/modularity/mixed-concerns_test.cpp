// mixed-concerns, by libraries and by modules.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

Texts mixed(std::string_view program, const std::vector<RuleEntry>& entries = {entry({})}) {
  return summaries(findings("mixed-concerns", program, entries));
}

}  // namespace

TEST_CASE("a function that reads a request and talks to the database is found", "[mixed-concerns]") {
  const std::vector<Finding> all = findings("mixed-concerns",
                                            "app/a.cc -> <httplib.h> [type app::login -> httplib::Request] :4\n"
                                            "app/a.cc -> <sqlite3.h> [call app::login -> sqlite3_exec] :5\n"
                                            "app/a.cc -> <sqlite3.h> [call app::login -> sqlite3_open] :6\n",
                                            {entry({})});
  CHECK(summaries(all) == Texts{"app::login (storage,requests) at app/a.cc:1"});
  CHECK(all[0].message == "`app::login` deals with `storage` and `requests` itself");
  REQUIRE(all[0].trail.size() == 2);
  CHECK(all[0].trail[0].where == Place{"app/a.cc", 5});
  CHECK(all[0].trail[0].text.starts_with("storage (2 references): "));
}

TEST_CASE("one concern each is fine, and so is main, which puts the parts together", "[mixed-concerns]") {
  CHECK(mixed("app/a.cc -> <httplib.h> [type app::login -> httplib::Request] :4\n"
              "app/a.cc -> <sqlite3.h> [call app::save -> sqlite3_exec] :5\n")
            .empty());
  CHECK(mixed("app/a.cc -> <httplib.h> [type main -> httplib::Server] :4\n"
              "app/a.cc -> <sqlite3.h> [call main -> sqlite3_open] :5\n")
            .empty());
}

TEST_CASE("a library's more special headers decide: drogon's mapper is storage", "[mixed-concerns]") {
  CHECK(mixed("app/a.cc -> <drogon/orm/Mapper.h> [type app::f -> drogon::orm::Mapper] :4\n"
              "app/a.cc -> <sqlite3.h> [call app::f -> sqlite3_exec] :5\n")
            .empty());
  CHECK(mixed("app/a.cc -> <drogon/orm/Mapper.h> [type app::f -> drogon::orm::Mapper] :4\n"
              "app/a.cc -> <drogon/HttpController.h> [type app::f -> drogon::HttpRequest] :5\n")
            .size() == 1);
}

TEST_CASE("concerns may be modules; who belongs to one may use it", "[mixed-concerns]") {
  constexpr std::string_view kProgram =
      "app/a.cc -> web/w.h [type app::f -> web::Request] :4\n"
      "app/a.cc -> store/s.h [call app::f -> store::insert] :5\n"
      "web/w.cc -> web/w.h [type web::g -> web::Request] :6\n"
      "web/w.cc -> store/s.h [call web::g -> store::insert] :7\n";
  CHECK(mixed(kProgram).empty());
  CHECK(mixed(kProgram, {entry({{"concerns", {"web", "store"}}})}) == Texts{"app::f (web,store) at app/a.cc:1"});
  CHECK(mixed(kProgram, {entry({{"concerns", {"web", "store"}}, {"max_concerns", {"2"}}})}).empty());
}

TEST_CASE("code of one concern that deals with two others mixes those", "[mixed-concerns]") {
  constexpr std::string_view kProgram =
      "web/w.cc -> store/s.h [call web::g -> store::insert] :7\n"
      "web/w.cc -> mail/m.h [call web::g -> mail::send] :8\n";
  CHECK(mixed(kProgram, {entry({{"concerns", {"web", "store", "mail"}}})}) ==
        Texts{"web::g (store,mail) at web/w.cc:1"});
}
