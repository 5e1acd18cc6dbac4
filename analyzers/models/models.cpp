// Reads models from YAML.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/models/models.h"

#include <span>

#include <yaml-cpp/yaml.h>

#include "analyzers/models/model_yaml.h"
#include "analyzers/user_error.h"

namespace loadline {

struct ModelText {
  std::string_view name;
  std::string_view text;
};
std::span<const ModelText> model_texts();  // generated from analyzers/models/*.yaml

namespace {

// "Get" of "httplib::Server::Get", as a method: GET. What is no method of HTTP is written as it is.
std::string method_in(const std::string& call) {
  const std::size_t colon = call.rfind("::");
  std::string name = colon == std::string::npos ? call : call.substr(colon + 2);
  const std::size_t underscore = name.find('_');  // http_get
  if (underscore != std::string::npos) name.erase(0, underscore + 1);
  if (name.starts_with("handle")) name.erase(0, 6);  // handleGet
  for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (name == "DEL") return "DELETE";
  return name == "ROUTE" || name == "HANDLER" ? "" : name;
}

void read_registration(const YAML::Node& node, std::uint32_t framework, Models& models) {
  check_keys(node, {"call", "path", "handler", "method", "class-prefix", "request", "closure"});
  if (!node["call"]) fail(node, "\"call\" is missing here: the function that registers");
  if (!node["handler"]) fail(node, "\"handler\" is missing here: the argument that holds it");
  Registration registration;
  registration.framework = framework;
  registration.handler = argument(node["handler"]);
  const YAML::Node path = node["path"];
  if (path && path.IsMap()) {
    registration.path_calls = names_of(path["of"]);
    if (path["prefix"]) registration.prefix_calls = names_of(path["prefix"]);
  } else {
    registration.path = argument(path);
  }
  const YAML::Node method = node["method"];
  const bool by_name = method && method.IsScalar() && method.as<std::string>() == "name";
  if (method && method.IsMap()) {
    if (method["of"]) registration.method_calls = names_of(method["of"]);
    if (method["argument"]) registration.method = argument(method["argument"]);
  }
  registration.class_prefix = argument(node["class-prefix"]);
  registration.closure_parameter = argument(node["closure"]);
  if (const YAML::Node request = node["request"]) {
    registration.target_parameter = argument(request["target"]);
    registration.method_parameter = argument(request["method"]);
  }
  for (const std::string& call : names_of(node["call"])) {
    registration.method_name = by_name ? method_in(call) : std::string();
    if (method && method.IsScalar() && !by_name) registration.method_name = method.as<std::string>();
    models.registrations.add(call, registration);
  }
}

// A name, or { base: name, method: … }.
void read_override(const YAML::Node& node, std::uint32_t framework, Models& models) {
  const bool is_plain = node.IsScalar();
  const std::string method = is_plain || !node["method"] ? "" : node["method"].as<std::string>();
  for (const std::string& name : names_of(is_plain ? node : node["base"])) {
    models.handler_bases.add(name, {framework, method == "name" ? method_in(name) : method});
  }
}

void read_request(const YAML::Node& node, std::uint32_t framework, Models& models) {
  if (!node) return;
  const auto add = [&](const char* key, NameMap<RequestSource>& map, RequestPart part) {
    if (!node[key]) return;
    for (const std::string& name : names_of(node[key])) map.add(name, {framework, part});
  };
  add("target", models.request_calls, RequestPart::target);
  add("method", models.request_calls, RequestPart::method);
  add("target-field", models.request_fields, RequestPart::target);
  add("method-field", models.request_fields, RequestPart::method);
}

void read_framework(const YAML::Node& node, Models& models) {
  check_keys(node, {"name", "threading", "lifetime", "registrations", "overrides", "services", "request", "rpc-requests",
                    "endpoint-fields", "consumers", "tables", "connection-parts", "matchers"});
  Framework framework;
  framework.name = text_in(node, "name");
  if (node["threading"] && node["threading"].as<std::string>() == "event-loop") {
    framework.threading = Threading::event_loop;
  }
  if (const YAML::Node lifetime = node["lifetime"]) {
    const auto text = lifetime.as<std::string>();
    if (text == "request") framework.lifetime = HandlerLifetime::request;
    if (text == "connection") framework.lifetime = HandlerLifetime::connection;
  }
  const auto index = static_cast<std::uint32_t>(models.frameworks.size());
  models.frameworks.push_back(framework);
  for (const YAML::Node& entry : node["registrations"]) read_registration(entry, index, models);
  for (const YAML::Node& entry : node["overrides"]) read_override(entry, index, models);
  for (const YAML::Node& entry : node["services"]) {
    const auto text = [&](const char* key) { return entry[key] ? entry[key].as<std::string>() : std::string(); };
    models.rpc_classes.push_back({index, text("base"), text("suffix"), text("neighbour")});
  }
  read_request(node["request"], index, models);
  if (const YAML::Node request = node["rpc-requests"]) {
    models.rpc_requests.push_back({index, request["holder"].as<std::string>(), request["function"].as<std::string>()});
  }
  if (const YAML::Node fields = node["endpoint-fields"]) {
    models.endpoint_fields.push_back({index, fields["prefix"].as<std::string>(), fields["path"].as<std::string>(),
                                      fields["method"].as<std::string>()});
  }
  const auto add_all = [&](const char* key, auto& map, auto value) {
    if (!node[key]) return;
    for (const std::string& name : names_of(node[key])) map.add(name, value);
  };
  add_all("consumers", models.consumers, index);
  add_all("tables", models.tables, SubscriptTable{index});
  add_all("connection-parts", models.connection_parts, 0);
  for (const YAML::Node& entry : node["matchers"]) {
    for (const std::string& name : names_of(entry["call"])) models.matchers.add(name, {index, argument(entry["path"])});
  }
}

void read_sections(const YAML::Node& root, Models& models) {
  check_keys(root, {"frameworks", "blocking", "infrastructure", "file-writes", "outgoing", "deferring", "binding",
                    "harmless", "changing", "once", "concurrent", "own-infrastructure", "apis", "stores"});
  for (const YAML::Node& node : root["frameworks"]) read_framework(node, models);
  for (const YAML::Node& node : root["blocking"]) {
    check_keys(node, {"category", "advice", "bounded", "calls"});
    const BlockingCall call{text_in(node, "category"), text_in(node, "advice"),
                            node["bounded"] && node["bounded"].as<bool>()};
    for (const std::string& name : names_of(node["calls"])) models.blocking.add(name, call);
  }
  for (const YAML::Node& node : root["infrastructure"]) {
    for (const std::string& name : names_of(node["names"])) {
      models.infrastructure.add(name, text_in(node, "kind"));
    }
  }
  for (const YAML::Node& node : root["own-infrastructure"]) {
    check_keys(node, {"kind", "last", "with", "without"});
    models.own_infrastructure.push_back(
        {text_in(node, "kind"), names_of(node["last"]), names_of(node["with"]), names_of(node["without"])});
  }
  for (const YAML::Node& node : root["file-writes"]) {
    check_keys(node, {"calls", "file", "mode", "by-default", "takes"});
    const bool by_default = node["by-default"] && node["by-default"].as<bool>();
    const std::string takes = node["takes"] ? node["takes"].as<std::string>() : "";
    for (const std::string& name : names_of(node["calls"])) {
      models.file_writes.add(name, {argument(node["file"]), argument(node["mode"]), by_default, takes});
    }
  }
  for (const YAML::Node& node : root["outgoing"]) {
    for (const std::string& name : names_of(node["calls"])) {
      models.outgoing_calls.add(name, static_cast<std::uint32_t>(models.outgoing.size()));
    }
    check_keys(node, {"kind", "advice", "calls", "limits", "options", "carrier"});
    models.outgoing.push_back({text_in(node, "kind"), text_in(node, "advice"), names_of(node["limits"]),
                               names_of(node["options"]), argument(node["carrier"])});
  }
  const auto add_all = [&](const char* section, NameMap<int>& map) {
    if (!root[section]) return;
    for (const std::string& name : names_of(root[section])) map.add(name, 0);
  };
  add_all("deferring", models.deferring);
  add_all("binding", models.binding);
  add_all("harmless", models.harmless);
  add_all("changing", models.changing);
  add_all("once", models.once);
  add_all("concurrent", models.concurrent);
  read_apis(root, models.apis);
}

}  // namespace

void add_models(const std::string& yaml, const std::string& name, Models& models, const std::string& section) {
  try {
    const YAML::Node document = YAML::Load(yaml);
    const YAML::Node root = section.empty() ? document : document[section];
    if (!root.IsMap()) fail(root, "models are a map of lists: frameworks, blocking and more");
    read_sections(root, models);
  } catch (const YAML::Exception& error) {
    const bool is_known = error.mark.line >= 0;
    const std::string line = is_known ? std::to_string(error.mark.line + 1) : "1";
    throw ModelError(name.empty() ? error.msg : name + ":" + line + ": " + error.msg,
                     is_known ? static_cast<std::uint32_t>(error.mark.line + 1) : 0,
                     is_known ? static_cast<std::uint32_t>(error.mark.column + 1) : 0);
  }
}

const Models& built_in_models() {
  static const Models models = [] {
    Models read;
    for (const ModelText& text : model_texts()) add_models(std::string(text.text), std::string(text.name), read);
    return read;
  }();
  return models;
}

}  // namespace loadline
