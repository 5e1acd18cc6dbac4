// Reads and writes the history.
// SPDX-License-Identifier: Apache-2.0
#include "tool/report/history.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "analyzers/user_error.h"
#include "tool/console/output.h"

namespace loadline {
namespace {

using Json = nlohmann::ordered_json;

HistoryEntry entry_of(const std::string& line) {
  const Json json = Json::parse(line);
  HistoryEntry entry{json.at("commit").get<std::string>(), json.at("date").get<std::string>(), {}};
  for (const auto& [key, value] : json.at("values").items()) entry.values[key] = value.get<double>();
  return entry;
}

}  // namespace

std::vector<HistoryEntry> read_history(const std::string& file) {
  std::vector<HistoryEntry> history;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return history;
  std::ifstream in(file);
  if (!in) throw UserError("cannot read " + file, "--history names a file of JSON lines");
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty()) continue;
    try {
      history.push_back(entry_of(line));
    } catch (const Json::exception&) {
      throw UserError(file + ':' + std::to_string(number) + ": this line is no entry of a history",
                      "mend or delete it: {\"commit\": \"…\", \"date\": \"…\", \"values\": {…}}");
    }
  }
  return history;
}

std::vector<HistoryEntry> with_entry(std::vector<HistoryEntry> history, HistoryEntry entry) {
  if (!entry.commit.empty()) {
    std::erase_if(history, [&](const HistoryEntry& other) { return other.commit == entry.commit; });
  }
  history.push_back(std::move(entry));
  return history;
}

void write_history(const std::string& file, const std::vector<HistoryEntry>& history) {
  write_output(file, [&](std::ostream& out) {
    for (const HistoryEntry& entry : history) {
      const Json json = {{"commit", entry.commit}, {"date", entry.date}, {"values", entry.values}};
      out << json.dump(-1, ' ', true, Json::error_handler_t::replace) << '\n';
    }
  });
}

}  // namespace loadline
