// Reads the section `frameworks`.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <yaml-cpp/yaml.h>

#include "analyzers/libraries/libraries.h"
#include "analyzers/libraries/library_yaml.h"

namespace loadline {
namespace {

void read_path(const YAML::Node& path, Registration& registration) {
  if (!path) return;
  if (!path.IsMap()) {
    registration.path = argument(path);
    return;
  }
  check_keys(path, {"of", "prefix"});
  registration.path_calls = needed_names(path, "of");
  if (path["prefix"]) registration.prefix_calls = needed_names(path, "prefix");
}

// A constant goes to every call of the registration; "name" is the name of each.
void read_method(const YAML::Node& method, Registration& registration) {
  if (!method) return;
  if (method.IsScalar()) {
    registration.method_name = method.as<std::string>();
    return;
  }
  check_keys(method, {"of", "argument", "default"});
  if (!method["of"] && !method["argument"])
    fail(method, "\"of\" or \"argument\" is missing here: what holds the method");
  if (method["of"]) registration.method_calls = needed_names(method, "of");
  registration.method = argument(method["argument"]);
  if (method["default"]) registration.default_method = text_in(method, "default");
}

void read_registration(const YAML::Node& node, std::uint32_t framework, Libraries& libraries) {
  check_keys(node, {"call", "path", "handler", "method", "class-prefix", "request", "closure"});
  if (!node["call"]) fail(node, "\"call\" is missing here: the function that registers");
  if (!node["handler"]) fail(node, "\"handler\" is missing here: the argument that holds it");
  Registration registration;
  registration.framework = framework;
  registration.handler = node["handler"].IsScalar() && node["handler"].as<std::string>() == "class"
                             ? kItsClass
                             : argument(node["handler"]);
  read_path(node["path"], registration);
  read_method(node["method"], registration);
  registration.class_prefix = argument(node["class-prefix"]);
  registration.closure_parameter = argument(node["closure"]);
  if (const YAML::Node request = node["request"]) {
    check_keys(request, {"target", "method"});
    registration.target_parameter = argument(request["target"]);
    registration.method_parameter = argument(request["method"]);
  }
  const bool by_name = registration.method_name == "name";
  for (const std::string& call : needed_names(node, "call")) {
    if (by_name) registration.method_name = method_in_name(call);
    libraries.registrations.add(call, registration);
  }
}

// A name, or { base: name, method: … }.
void read_override(const YAML::Node& node, std::uint32_t framework, Libraries& libraries) {
  std::string method;
  if (!node.IsScalar()) {
    check_keys(node, {"base", "method"});
    if (node["method"]) method = text_in(node, "method");
  }
  for (const std::string& name : node.IsScalar() ? names_of(node) : needed_names(node, "base")) {
    libraries.handler_bases.add(name, {framework, method == "name" ? method_in_name(name) : method});
  }
}

void read_service(const YAML::Node& node, std::uint32_t framework, Libraries& libraries) {
  check_keys(node, {"base", "suffix", "neighbour"});
  if (!node["base"] && !node["suffix"])
    fail(node, "\"base\" or \"suffix\" is missing here: how its classes are recognised");
  if (node["base"]) {
    libraries.rpc_classes.push_back({framework, text_in(node, "base"), "", ""});
  } else {
    libraries.rpc_classes.push_back({framework, "", text_in(node, "suffix"), text_in(node, "neighbour")});
  }
}

void read_request(const YAML::Node& node, std::uint32_t framework, Libraries& libraries) {
  if (!node) return;
  check_keys(node, {"target", "method", "target-field", "method-field"});
  const auto add = [&](const char* key, NameMap<RequestSource>& map, RequestPart part) {
    for (const std::string& name : names_of(node[key])) map.add(name, {framework, part});
  };
  add("target", libraries.request_calls, RequestPart::target);
  add("method", libraries.request_calls, RequestPart::method);
  add("target-field", libraries.request_fields, RequestPart::target);
  add("method-field", libraries.request_fields, RequestPart::method);
}

void read_generated(const YAML::Node& node, std::uint32_t framework, Libraries& libraries) {
  if (const YAML::Node request = node["rpc-requests"]) {
    check_keys(request, {"holder", "function"});
    libraries.rpc_requests.push_back({framework, text_in(request, "holder"), text_in(request, "function")});
  }
  const YAML::Node fields = node["endpoint-fields"];
  if (!fields) return;
  check_keys(fields, {"prefix", "path", "method", "base", "base-path"});
  EndpointFields read{framework,
                      text_in(fields, "prefix"),
                      text_in(fields, "path"),
                      text_in(fields, "method"),
                      names_of(fields["base"]),
                      argument(fields["base-path"])};
  libraries.endpoint_fields.push_back(std::move(read));
}

// A framework that is already known is extended: users add to it under its name.
std::uint32_t framework_of(const YAML::Node& node, Libraries& libraries) {
  const std::string name = text_in(node, "name");
  const auto known = std::find_if(libraries.frameworks.begin(), libraries.frameworks.end(),
                                  [&](const Framework& one) { return one.name == name; });
  const auto index = static_cast<std::uint32_t>(known - libraries.frameworks.begin());
  if (known == libraries.frameworks.end()) libraries.frameworks.emplace_back().name = name;
  Framework& framework = libraries.frameworks[index];
  if (const YAML::Node threading = node["threading"]) {
    const std::string text = one_of(threading, {"threads", "event-loop"});
    framework.threading = text == "threads" ? Threading::threads : Threading::event_loop;
  }
  if (const YAML::Node lifetime = node["lifetime"]) {
    const std::string text = one_of(lifetime, {name_of(HandlerLifetime::process), name_of(HandlerLifetime::connection),
                                               name_of(HandlerLifetime::request)});
    for (const auto one : {HandlerLifetime::process, HandlerLifetime::connection, HandlerLifetime::request}) {
      if (text == name_of(one)) framework.lifetime = one;
    }
  }
  if (node["configured-by"]) framework.configured_by = text_in(node, "configured-by");
  return index;
}

}  // namespace

void read_framework(const YAML::Node& node, Libraries& libraries) {
  check_keys(node, {"name", "threading", "lifetime", "registrations", "overrides", "services", "request",
                    "rpc-requests", "endpoint-fields", "consumers", "tables", "default-tables", "mounts",
                    "connection-parts", "matchers", "configured-by"});
  const std::uint32_t index = framework_of(node, libraries);
  for (const YAML::Node& entry : list_in(node, "registrations")) read_registration(entry, index, libraries);
  for (const YAML::Node& entry : list_in(node, "overrides")) read_override(entry, index, libraries);
  for (const YAML::Node& entry : list_in(node, "services")) read_service(entry, index, libraries);
  read_request(node["request"], index, libraries);
  read_generated(node, index, libraries);
  const auto add_all = [&](const char* key, auto& map, auto value) {
    for (const std::string& name : names_of(node[key])) map.add(name, value);
  };
  add_all("consumers", libraries.consumers, index);
  add_all("tables", libraries.tables, SubscriptTable{index, true});
  add_all("default-tables", libraries.tables, SubscriptTable{index, false});
  add_all("connection-parts", libraries.connection_parts, 0);
  for (const YAML::Node& entry : list_in(node, "matchers")) {
    check_keys(entry, {"call", "path"});
    for (const std::string& name : needed_names(entry, "call")) {
      libraries.matchers.add(name, {index, needed_argument(entry, "path")});
    }
  }
  for (const YAML::Node& entry : list_in(node, "mounts")) {
    check_keys(entry, {"call", "inner"});
    for (const std::string& name : needed_names(entry, "call")) {
      libraries.mounts.add(name, {index, needed_argument(entry, "inner")});
    }
  }
}

}  // namespace loadline
