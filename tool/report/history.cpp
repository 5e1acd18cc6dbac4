// Reads and writes the history.
// SPDX-License-Identifier: Apache-2.0
#include "tool/report/history.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/core.h>

#include "analyzers/words/json_text.h"
#include "analyzers/words/user_error.h"
#include "tool/console/output.h"

namespace loadline {
namespace {

HistoryEntry entry_of(const std::string& line) {
  const Json json = parse_json(line);
  HistoryEntry entry{json.at("commit").get<std::string>(), json.at("date").get<std::string>(), {}};
  for (const auto& [key, value] : json.at("values").items()) entry.values[key] = value.get<double>();
  return entry;
}

bool is_older(const HistoryEntry& a, const HistoryEntry& b) { return a.date < b.date; }

// Two digits from `first` to `last`.
bool is_number_within(std::string_view text, int first, int last) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 2 || !is_digit(text[0]) || !is_digit(text[1])) return false;
  const int value = (text[0] - '0') * 10 + (text[1] - '0');
  return value >= first && value <= last;
}

// Unreadable lines and unfit dates are one mistake for whoever has to fix the file.
[[noreturn]] void fail_at(const std::string& file, std::size_t line) {
  throw UserError(fmt::format("{}:{}: this line is not a history entry", file, line),
                  "correct or delete it: {\"commit\": \"…\", \"date\": \"2026-11-24\", \"values\": {…}}");
}

}  // namespace

bool is_history_date(std::string_view date) {
  if (date.size() < 10 || date[4] != '-' || date[7] != '-') return false;
  const std::string_view rest = date.substr(10);
  const bool has_time = rest.empty() || rest.front() == 'T' || rest.front() == ' ';
  const auto is_of_time = [](char c) {
    return std::string_view("0123456789T:.+-Z ").find(c) != std::string_view::npos;
  };
  return is_number_within(date.substr(0, 2), 0, 99) && is_number_within(date.substr(2, 2), 0, 99) &&
         is_number_within(date.substr(5, 2), 1, 12) && is_number_within(date.substr(8, 2), 1, 31) && has_time &&
         std::all_of(rest.begin(), rest.end(), is_of_time);
}

std::vector<HistoryEntry> read_history(const std::string& file) {
  std::vector<HistoryEntry> history;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return history;
  std::ifstream in;
  if (std::filesystem::is_regular_file(file, ignored)) in.open(file);
  if (!in.is_open()) throw UserError("cannot read " + file, "--history names a file of JSON lines");
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty()) continue;
    try {
      history.push_back(entry_of(line));
    } catch (const Json::exception&) {
      fail_at(file, number);
    }
    if (!is_history_date(history.back().date)) fail_at(file, number);
  }
  std::stable_sort(history.begin(), history.end(), is_older);
  return history;
}

std::vector<HistoryEntry> with_entry(std::vector<HistoryEntry> history, HistoryEntry entry) {
  std::erase_if(history, [&](const HistoryEntry& other) {
    return other.commit == entry.commit && (!entry.commit.empty() || other.date == entry.date);
  });
  history.insert(std::upper_bound(history.begin(), history.end(), entry, is_older), std::move(entry));
  return history;
}

void write_history(const std::string& file, const std::vector<HistoryEntry>& history) {
  write_output(file, [&](std::ostream& out) {
    for (const HistoryEntry& entry : history) {
      const Json json = {{"commit", entry.commit}, {"date", entry.date}, {"values", entry.values}};
      out << json_text(json, JsonCharacters::ascii) << '\n';
    }
  });
}

}  // namespace loadline
