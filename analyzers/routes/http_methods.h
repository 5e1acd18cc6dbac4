// The methods of HTTP that a program names: as constants, as enumerators, in the names of functions.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/routes/value_flow.h"

namespace loadline {

// "method_post", "Get", "http_method_get", "MHD_HTTP_METHOD_PUT" name methods of HTTP, here in capitals; "LoginFilter" does
// not: "".
std::string http_method_of(std::string_view name);

// The methods of HTTP that a term names: "GET" of `drogon::Get`, of "get", of a set that holds it; empty when none.
std::vector<std::string> methods_in(const ValueFlow& flow, const Term& term);

// The methods of HTTP that the literals and enumerators among these terms name exactly; "get it" is none.
std::vector<std::string> said_methods(const ValueFlow& flow, const std::vector<Term>& terms);

// Where a method is asked for, any token may stand: "PURGE", `http_method_notify()`, `verb::propfind`.
std::vector<std::string> tokens_in(const ValueFlow& flow, const Term& term);

}  // namespace loadline
