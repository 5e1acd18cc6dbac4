// Recognises addresses by their form.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/addresses.h"

#include <algorithm>
#include <array>

namespace loadline {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// ":8080" at the end, or nothing.
bool is_port(std::string_view text) {
  return text.empty() || (text.size() >= 3 && text.size() <= 6 && text[0] == ':' &&
                          std::all_of(text.begin() + 1, text.end(), is_digit));
}

// "2.5.4.3", a name of X.520: object identifiers begin with 0, 1 or 2, then a number below 40. Hardly any service has such an
// address but the resolvers that everybody knows.
bool is_object_identifier(std::string_view text) {
  if (text == "1.1.1.1" || text == "1.0.0.1") return false;
  if (text.size() < 4 || text[0] > '2' || text[1] != '.') return false;
  const std::string_view second = text.substr(2, text.find('.', 2) - 2);
  return second.size() == 1 || (second.size() == 2 && second[0] < '4');
}

// "10.0.0.7", "10.0.0.7:6379"; 0.0.0.0 means any address of this machine and names no other.
bool is_address(std::string_view text) {
  const std::string_view host = text.substr(0, text.find(':'));
  if (!is_port(text.substr(host.size())) || host == "0.0.0.0") return false;
  int dots = 0, octet = 0;
  std::size_t digits = 0;
  for (const char c : host) {
    if (c == '.' ? digits == 0 : !is_digit(c) || digits == 3) return false;
    dots += c == '.';
    digits = c == '.' ? 0 : digits + 1;
    octet = c == '.' ? 0 : octet * 10 + (c - '0');
    if (octet > 255) return false;
  }
  return dots == 3 && digits > 0 && host != "255.255.255.255" && !is_object_identifier(host);
}

// "localhost:6379", "db.internal:5432": a name that people chose, with a port.
bool is_host_and_port(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_port(text.substr(colon))) return false;
  const std::string_view host = text.substr(0, colon);
  const bool is_name = std::all_of(
      host.begin(), host.end(), [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '.'; });
  return is_name && !is_digit(host[0]) && (host == "localhost" || host.find('.') != std::string_view::npos);
}

// "redis://cache:6379". Web addresses count with a port only: most others are documents or name spaces.
bool is_service_url(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos || text.find(' ') != std::string_view::npos) return false;
  const std::string_view scheme = text.substr(0, end);
  const std::string_view authority = text.substr(end + 3, text.find('/', end + 3) - end - 3);
  constexpr std::array<std::string_view, 10> kStores = {"tcp",        "redis", "amqp", "mongodb", "postgres",
                                                        "postgresql", "mysql", "nats", "kafka",   "grpc"};
  if (authority.empty() || authority.find("0.0.0.0") == 0 || authority[0] == '*') return false;
  if (std::find(kStores.begin(), kStores.end(), scheme) != kStores.end()) return true;
  if (scheme != "http" && scheme != "https" && scheme != "ws" && scheme != "wss") return false;
  const std::size_t colon = authority.rfind(':');
  return colon != std::string_view::npos && is_port(authority.substr(colon));
}

}  // namespace

bool is_service_address(std::string_view text) {
  return is_address(text) || is_host_and_port(text) || is_service_url(text);
}

}  // namespace loadline
