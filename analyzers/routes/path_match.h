// Whether a request for a path would reach a route.
// SPDX-License-Identifier: Apache-2.0
//
//   request                  route                             equal segments
//   /v1/products/{?}         /v1/products/:id                  2
//   /v1/products/lamp        ^/v1/products/(\w+)$              2
//   /v1/products             /v1/products/:id                  none: it has a segment less
//   /static/css/site.css     /static/*                         1: what ends in a star takes the rest
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace loadline {

// How many segments are the same constant in both, if all others can be; nothing when one cannot, or when there is none.
// `route` may have parameters as any framework writes them (":id", "{id}", "<id>", "<int>") or be a regular expression;
// "{?}" in either stands for what is not known.
std::optional<std::size_t> equal_segments(std::string_view request, std::string_view route);

}  // namespace loadline
