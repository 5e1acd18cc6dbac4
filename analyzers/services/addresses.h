// Which texts are the address of another machine or service.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace loadline {

// From the first to the last character: an IPv4 address ("10.0.0.7", "10.0.0.7:6379"), a name with a port
// ("localhost:5432", "db.internal:5432"), the URL of a store or queue ("redis://cache"), or a web URL with a port.
// "0.0.0.0" names no other machine, and web URLs without a port are mostly documents and name spaces.
bool is_service_address(std::string_view text);

}  // namespace loadline
