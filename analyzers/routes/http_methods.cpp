// Reads the methods of HTTP in names and constants.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/http_methods.h"

#include <algorithm>

#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

void collect_methods(const ValueFlow& flow, const Term& term, std::vector<std::string>& found) {
  std::string_view name = term.text;
  if (term.kind == ValueKind::literal && term.symbol != 0) name = flow.name_of(term.symbol);
  if (term.kind == ValueKind::place && term.place.root == Root::static_) name = flow.name_of(term.place.symbol);
  if (const CallFact* made = flow.made_by(term)) {
    name = flow.name_of(made->callee);
    for (const ArgumentFact& argument : flow.arguments_of(*made)) {
      collect_methods(flow, flow.simplified(flow.term_of(*term.body, argument)), found);
    }
  }
  // "GET, POST" in one text.
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of(", |"), name.size());
    const std::string method = http_method_of(name.substr(0, end));
    if (!method.empty() && std::find(found.begin(), found.end(), method) == found.end()) found.push_back(method);
    name.remove_prefix(std::min(name.size(), end + 1));
  }
  for (const Term& part : term.parts) collect_methods(flow, part, found);
}

}  // namespace

std::string http_method_of(std::string_view name) {
  std::string text(last_name(name));
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  for (const std::string_view method :
       {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE"}) {
    const std::string tail = "_" + std::string(method);
    if (text == method || text.ends_with(tail)) return std::string(method);
  }
  if (text == "DEL" || text == "DELETE_" || text == "DELETE_METHOD") return "DELETE";
  return text == "ANY" || text == "ALL" ? "ANY" : "";
}

std::vector<std::string> tokens_in(const ValueFlow& flow, const Term& term) {
  std::string_view name = term.text;
  if (term.kind == ValueKind::literal && term.symbol != 0) name = flow.name_of(term.symbol);
  const CallFact* made = flow.made_by(term);
  if (made != nullptr && made->argument_count == 0) name = flow.name_of(made->callee);
  const bool is_named = term.symbol != 0 || made != nullptr;
  if (term.kind != ValueKind::literal && made == nullptr) return {};
  if (term.kind == ValueKind::literal && term.literal_kind != LiteralKind::string && term.symbol == 0) return {};
  std::string token(last_name(name));
  for (char& c : token) c = is_named && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  for (const std::string_view before : {"HTTP_", "METHOD_", "VERB_"}) {
    if (is_named && token.starts_with(before)) token.erase(0, before.size());
  }
  if (is_named && (token == "UNKNOWN" || token == "INVALID" || token == "NONE")) return {};
  const bool is_token = token.size() > 2 && token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == std::string::npos;
  return is_token ? std::vector<std::string>{token} : std::vector<std::string>();
}

std::vector<std::string> methods_in(const ValueFlow& flow, const Term& term) {
  std::vector<std::string> found;
  collect_methods(flow, term, found);
  return found;
}

std::vector<std::string> said_methods(const ValueFlow& flow, const std::vector<Term>& terms) {
  std::vector<std::string> found;
  for (const Term& term : terms) {
    if (term.kind != ValueKind::literal) continue;
    std::string method;
    if (term.symbol != 0) method = http_method_of(flow.name_of(term.symbol));
    const bool is_upper =
        !term.text.empty() && term.text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    if (term.symbol == 0 && term.literal_kind == LiteralKind::string && is_upper) method = http_method_of(term.text);
    if (!method.empty()) found.push_back(std::move(method));
  }
  return found;
}

}  // namespace loadline
