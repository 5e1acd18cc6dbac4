// Reads configurations from texts.
// SPDX-License-Identifier: Apache-2.0
#include "tests/tool/config_text.h"

#include "analyzers/words/user_error.h"

namespace loadline::test {

std::string mistakes_in(const std::string& text) {
  try {
    parse_config(text, "loadline.yaml");
  } catch (const AnalysisFailure&) {
    return "reported as a failure of ours";
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

std::string mistakes_below_version(const std::string& text) { return mistakes_in("version: 1\n" + text); }

Config config_of(const std::string& text) { return parse_config("version: 1\n" + text, "loadline.yaml"); }

}  // namespace loadline::test
