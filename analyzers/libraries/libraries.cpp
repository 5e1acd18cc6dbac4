// Reads models from YAML.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/libraries/libraries.h"

#include <yaml-cpp/yaml.h>

#include "analyzers/libraries/library_yaml.h"
#include "analyzers/libraries/model_texts.h"

namespace loadline {

namespace {

bool is_set(const YAML::Node& node) { return node && node.as<bool>(); }
std::int64_t number(const YAML::Node& node) { return node ? node.as<std::int64_t>() : 0; }

void read_blocking(const YAML::Node& node, Libraries& libraries) {
  check_keys(node, {"category", "advice", "bounded", "loop", "descriptor", "limit", "unless", "calls"});
  BlockingCall call;
  call.category = text_in(node, "category");
  call.advice = text_in(node, "advice");
  call.is_bounded = is_set(node["bounded"]);
  call.is_for_loops = is_set(node["loop"]);
  call.is_on_descriptor = is_set(node["descriptor"]);
  call.limit_argument = argument(node["limit"]);
  if (const YAML::Node unless = node["unless"]) {
    check_keys(unless, {"argument", "field", "bits"});
    call.unless_argument = needed_argument(unless, "argument");
    if (unless["field"]) call.unless_field = unless["field"].as<std::string>();
    call.unless_bits = number(unless["bits"]);
  }
  for (const std::string& name : names_of(node["calls"])) libraries.blocking.add(name, call);
}

// A client that is asked waits for the answer; what only prepares a question or looks at an answer is told from that.
void read_waits_of_store(const YAML::Node& node, Libraries& libraries) {
  const std::string kind = text_in(node, "kind");
  BlockingCall waits;
  waits.category = kind == "queue" ? "queue" : "database";
  waits.advice = kind == "queue"
                     ? "let a worker consume; a handler only publishes"
                     : "use the asynchronous interface of the client, or a pool of workers with a bounded queue";
  for (const std::string& name : names_of(node["quick"])) libraries.blocking.add(name, {});
  for (const std::string& name : names_of(node["waits"])) {
    waits.is_general = name.ends_with('*');
    libraries.blocking.add(name, waits);
  }
}

void read_sections(const YAML::Node& root, Libraries& libraries) {
  check_keys(root, {"frameworks", "blocking", "non-blocking", "infrastructure", "file-writes", "outgoing", "requests",
                    "deferring", "binding", "harmless", "changing", "once", "concurrent", "own-infrastructure", "apis",
                    "stores"});
  for (const YAML::Node& node : list_in(root, "frameworks")) read_framework(node, libraries);
  for (const YAML::Node& node : list_in(root, "blocking")) read_blocking(node, libraries);
  for (const YAML::Node& node : list_in(root, "non-blocking")) {
    check_keys(node, {"calls", "argument", "bits", "also-unknown"});
    const NonBlockingCall call{argument(node["argument"]), number(node["bits"]), is_set(node["also-unknown"])};
    for (const std::string& name : names_of(node["calls"])) libraries.non_blocking.add(name, call);
  }
  for (const YAML::Node& node : list_in(root, "infrastructure")) {
    check_keys(node, {"kind", "names"});
    for (const std::string& name : names_of(node["names"])) {
      libraries.infrastructure.add(name, text_in(node, "kind"));
    }
  }
  for (const YAML::Node& node : list_in(root, "own-infrastructure")) {
    check_keys(node, {"kind", "last", "with", "without"});
    libraries.own_infrastructure.push_back(
        {text_in(node, "kind"), names_of(node["last"]), names_of(node["with"]), names_of(node["without"])});
  }
  for (const YAML::Node& node : list_in(root, "file-writes")) {
    check_keys(node, {"calls", "file", "mode", "by-default", "takes"});
    const bool by_default = node["by-default"] && node["by-default"].as<bool>();
    const std::string takes = node["takes"] ? node["takes"].as<std::string>() : "";
    for (const std::string& name : names_of(node["calls"])) {
      libraries.file_writes.add(name, {argument(node["file"]), argument(node["mode"]), by_default, takes});
    }
  }
  for (const YAML::Node& node : list_in(root, "outgoing")) {
    check_keys(node, {"kind", "advice", "calls", "limits", "options", "carrier"});
    for (const std::string& name : names_of(node["calls"])) {
      libraries.outgoing_calls.add(name, static_cast<std::uint32_t>(libraries.outgoing.size()));
    }
    libraries.outgoing.push_back({text_in(node, "kind"), text_in(node, "advice"), names_of(node["limits"]),
                                  names_of(node["options"]), argument(node["carrier"])});
  }
  for (const YAML::Node& node : list_in(root, "requests")) read_request_call(node, libraries);
  const auto add_all = [&](const char* section, NameMap<int>& map) {
    if (!root[section]) return;
    for (const std::string& name : names_of(root[section])) map.add(name, 0);
  };
  add_all("deferring", libraries.deferring);
  add_all("binding", libraries.binding);
  add_all("harmless", libraries.harmless);
  add_all("changing", libraries.changing);
  add_all("once", libraries.once);
  add_all("concurrent", libraries.concurrent);
  read_apis(root, libraries.apis);
  for (const YAML::Node& node : list_in(root, "stores")) read_waits_of_store(node, libraries);
}

// The others have readers of their own, in name_groups.cpp: a project cannot add to them.
bool is_model(std::string_view file) { return file != "names.yaml" && file != "concerns.yaml"; }

}  // namespace

Libraries::Libraries() = default;
Libraries::Libraries(const Libraries&) = default;
Libraries::Libraries(Libraries&&) noexcept = default;
Libraries& Libraries::operator=(const Libraries&) = default;
Libraries& Libraries::operator=(Libraries&&) noexcept = default;
Libraries::~Libraries() = default;

std::string_view model_text(std::string_view name) {
  for (const ModelText& text : model_texts()) {
    if (text.name == name) return text.text;
  }
  return {};
}

std::string_view name_of(HandlerLifetime lifetime) {
  switch (lifetime) {
    case HandlerLifetime::process: return "process";
    case HandlerLifetime::connection: return "connection";
    case HandlerLifetime::request: return "request";
  }
  return {};
}

void add_libraries(const std::string& yaml, const std::string& name, Libraries& libraries, const std::string& section) {
  try {
    const YAML::Node document = YAML::Load(yaml);
    const YAML::Node root = section.empty() ? document : document[section];
    if (!root.IsMap()) fail(root, "models are a map of lists: frameworks, blocking and more");
    read_sections(root, libraries);
  } catch (const YAML::Exception& error) {
    const bool is_known = error.mark.line >= 0;
    const std::string line = is_known ? std::to_string(error.mark.line + 1) : "1";
    throw LibraryError(name.empty() ? error.msg : name + ":" + line + ": " + error.msg,
                       is_known ? static_cast<std::uint32_t>(error.mark.line + 1) : 0,
                       is_known ? static_cast<std::uint32_t>(error.mark.column + 1) : 0);
  }
}

const Libraries& built_in_libraries() {
  static const Libraries libraries = [] {
    Libraries read;
    for (const ModelText& text : model_texts()) {
      if (is_model(text.name)) add_libraries(std::string(text.text), std::string(text.name), read);
    }
    return read;
  }();
  return libraries;
}

}  // namespace loadline
