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
  for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (name == "DEL") return "DELETE";
  return name == "ROUTE" || name == "HANDLER" ? "" : name;
}

void read_registration(const YAML::Node& node, std::uint32_t framework, Models& models) {
  Registration registration;
  registration.framework = framework;
  registration.handler = argument(node["handler"]);
  const YAML::Node path = node["path"];
  if (path && path.IsMap()) {
    registration.path_calls = names_of(path["of"]);
  } else {
    registration.path = argument(path);
  }
  const YAML::Node method = node["method"];
  const bool by_name = method && method.IsScalar() && method.as<std::string>() == "name";
  if (method && method.IsMap()) {
    if (method["of"]) registration.method_calls = names_of(method["of"]);
    if (method["argument"]) registration.method = argument(method["argument"]);
  }
  for (const std::string& call : names_of(node["call"])) {
    registration.method_name = by_name ? method_in(call) : std::string();
    if (method && method.IsScalar() && !by_name) registration.method_name = method.as<std::string>();
    models.registrations.add(call, registration);
  }
}

void read_framework(const YAML::Node& node, Models& models) {
  Framework framework;
  framework.name = node["name"].as<std::string>();
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
  for (const YAML::Node& entry : node["overrides"]) {
    for (const std::string& name : names_of(entry)) models.handler_bases.add(name, {index, ""});
  }
}

void read_sections(const YAML::Node& root, Models& models) {
  for (const YAML::Node& node : root["frameworks"]) read_framework(node, models);
  for (const YAML::Node& node : root["blocking"]) {
    const BlockingCall call{node["category"].as<std::string>(), node["advice"].as<std::string>()};
    for (const std::string& name : names_of(node["calls"])) models.blocking.add(name, call);
  }
  for (const YAML::Node& node : root["infrastructure"]) {
    for (const std::string& name : names_of(node["names"])) {
      models.infrastructure.add(name, node["kind"].as<std::string>());
    }
  }
  const auto add_all = [&](const char* section, NameMap<int>& map) {
    if (!root[section]) return;
    for (const std::string& name : names_of(root[section])) map.add(name, 0);
  };
  add_all("deferring", models.deferring);
  add_all("binding", models.binding);
  add_all("harmless", models.harmless);
  add_all("changing", models.changing);
  read_apis(root, models.apis);
}

}  // namespace

void add_models(const std::string& yaml, const std::string& name, Models& models) {
  try {
    const YAML::Node root = YAML::Load(yaml);
    if (!root.IsMap()) throw UserError(name + ": models are a map", "see analyzers/models for examples");
    read_sections(root, models);
  } catch (const YAML::Exception& error) {
    throw UserError(name + ":" + std::to_string(error.mark.line + 1) + ": " + error.msg, "correct the model");
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
