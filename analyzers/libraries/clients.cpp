// Reads the section `requests`.
// SPDX-License-Identifier: Apache-2.0
#include <yaml-cpp/yaml.h>

#include "analyzers/libraries/libraries.h"
#include "analyzers/libraries/library_yaml.h"

namespace loadline {

void read_request_call(const YAML::Node& node, Libraries& libraries) {
  check_keys(node, {"call", "path", "method", "when", "prepares", "asynchronous"});
  RequestCall request;
  request.path = needed_argument(node, "path");
  bool is_by_name = false;
  if (const YAML::Node method = node["method"]) {
    is_by_name = method.IsScalar() && method.as<std::string>() == "name";
    if (method.IsMap()) {
      check_keys(method, {"argument"});
      request.method = needed_argument(method, "argument");
    } else {
      request.method_name = method.as<std::string>();
    }
  }
  if (const YAML::Node when = node["when"]) {
    check_keys(when, {"argument", "is"});
    request.condition = needed_argument(when, "argument");
    request.condition_text = text_in(when, "is");
  }
  for (const std::string& name : needed_names(node, "call")) {
    if (is_by_name) request.method_name = method_in_name(name);
    libraries.requests.add(name, request);
  }
}

}  // namespace loadline
