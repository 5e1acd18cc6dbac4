// What the readers of models share: names, lists of names and argument numbers in YAML. Mistakes are YAML::Exceptions.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "analyzers/libraries/libraries.h"

namespace loadline {

// Throws a mistake in `node`, with its place.
[[noreturn]] void fail(const YAML::Node& node, const std::string& message);

// Fails for a key that is not one of `keys`: a misspelled one would silently do nothing.
void check_keys(const YAML::Node& node, std::initializer_list<std::string_view> keys);

// What is under `key`; fails when there is nothing.
std::string text_in(const YAML::Node& node, const char* key);

// The value of `key`, which is one of `choices`; fails when it is not.
std::string one_of(const YAML::Node& node, std::initializer_list<std::string_view> choices);

// The list under `key`, empty when there is none; fails for what is not a list.
YAML::Node list_in(const YAML::Node& node, const char* key);

// A name or a list of names; "a::{b,c}" stands for two. Empty for an undefined node. Fails for anything that cannot be the name of
// a symbol, which would silently match nothing.
std::vector<std::string> names_of(const YAML::Node& node);
// The same of what is under `key`; fails when there is nothing.
std::vector<std::string> needed_names(const YAML::Node& node, const char* key);

// A number from 0 or "last"; kNoArgument when it is not given.
int argument(const YAML::Node& node);
// The same of what is under `key`; fails when there is nothing.
int needed_argument(const YAML::Node& node, const char* key);

// "Get" of "httplib::Server::Get", as a method: GET. What is not a method of HTTP is written as it is.
std::string method_in_name(const std::string& call);

// An entry of the section `frameworks`.
void read_framework(const YAML::Node& node, Libraries& libraries);

// An entry of the section `requests`.
void read_request_call(const YAML::Node& node, Libraries& libraries);

// The sections `apis` and `stores`. Throws YAML::Exception for anything else.
void read_apis(const YAML::Node& root, Apis& apis);

}  // namespace loadline
