// A small project with a history in git.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tests/tool/temporary_folder.h"

namespace loadline::test {

// A repository with one commit: ui uses core, and core violates the layers from the beginning.
class History {
 public:
  History();

  const TemporaryFolder& folder() const { return folder_; }
  std::string path() const { return folder_.path().string(); }

  void git(const std::string& arguments) const;
  void commit(const std::string& message) const;
  void write_database(const std::vector<std::string>& sources) const;
  // The second commit: store, the lowest layer, calls ui.
  void break_store() const;

 private:
  TemporaryFolder folder_;
};

// The findings that `check --since ref` calls new.
nlohmann::json findings_since(const History& history, const std::string& ref);

}  // namespace loadline::test
