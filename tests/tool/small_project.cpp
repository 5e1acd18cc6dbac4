// Writes its files.
// SPDX-License-Identifier: Apache-2.0
#include "tests/tool/small_project.h"

#include <string>

namespace loadline::test {

void write_project(const TemporaryFolder& folder) {
  folder.write("ui/window.h", "#pragma once\nvoid show();\n");
  folder.write("ui/window.cc", "#include \"ui/window.h\"\n#include \"core/log.h\"\nvoid show() { log_line(); }\n");
  folder.write("core/log.h", "#pragma once\nvoid log_line();\n");
  folder.write("core/log.cc", "#include \"core/log.h\"\n#include \"ui/window.h\"\nvoid log_line() { show(); }\n");
  std::string database = "[";
  for (const char* source : {"ui/window.cc", "core/log.cc"}) {
    const std::string path = folder.path().string();
    database += std::string(database.size() > 1 ? ",\n" : "\n") + "{\"directory\": \"" + path + "\", \"file\": \"" +
                source + "\", \"command\": \"c++ -I. -c " + source + " -o x.o\"}";
  }
  folder.write("build/compile_commands.json", database + "\n]\n");
  folder.write("loadline.yaml", "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\n");
}

}  // namespace loadline::test
