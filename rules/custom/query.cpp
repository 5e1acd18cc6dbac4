// query: what the project's own SQL finds in the graph.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include <fmt/core.h>

#include "analyzers/questions/sql/program_database.h"
#include "analyzers/words/user_error.h"
#include "rules/engine/entry_mistake.h"
#include "rules/engine/rule.h"

namespace loadline {
namespace {

// A row with the columns that have a meaning.
struct Row {
  Place where;
  std::string from, to, message, advice;
};

constexpr std::array<std::pair<std::string_view, std::string Row::*>, 4> kColumns = {
    {{"from", &Row::from}, {"to", &Row::to}, {"message", &Row::message}, {"advice", &Row::advice}}};

Row read_row(const SelectResult& result, const std::vector<SqlValue>& values) {
  Row row;
  std::string others;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string& column = result.columns[i];
    const std::string text = text_of(values[i]);
    const auto known = std::find_if(kColumns.begin(), kColumns.end(), [&](const auto& c) { return c.first == column; });
    if (known != kColumns.end()) {
      row.*known->second = text;
    } else if (column == "path") {
      row.where.path = text;
    } else if (column == "line") {
      row.where.line = static_cast<std::uint32_t>(std::clamp(number_of(values[i]), 0.0, 4e9));
    } else {
      others += (others.empty() ? "" : ", ") + column + " = " + text;
    }
  }
  if (!others.empty()) row.message += row.message.empty() ? others : " (" + others + ')';
  return row;
}

// Rows with one identity are one finding in several places. Without `from` the path and the message are the identity.
using Found = std::map<std::pair<std::string, std::string>, std::vector<Row>>;

Found run_query(ProgramDatabase& database, const RuleEntry& entry) {
  SelectLimits limits;
  limits.rows = 10'000;
  limits.time = std::chrono::milliseconds(static_cast<std::int64_t>(1000 * entry.number("seconds", 10)));
  const SelectResult result = database.select(entry.text("sql"), limits);
  Found found;
  for (const std::vector<SqlValue>& values : result.rows) {
    Row row = read_row(result, values);
    if (row.from.empty() && row.to.empty()) {
      found[{row.where.path, row.message}].push_back(row);
    } else {
      found[{row.from, row.to}].push_back(row);
    }
  }
  return found;
}

Finding finding_for(const RuleEntry& entry, const std::pair<std::string, std::string>& ends,
                    const std::vector<Row>& rows) {
  const std::string name = entry.text("name");
  Finding finding;
  finding.severity = entry.severity;
  finding.because = entry.text("because");
  finding.from = ends.first;
  finding.to = ends.second;
  finding.kind = name;
  finding.where = rows.front().where;
  finding.advice = rows.front().advice;
  finding.message = name + ": " + rows.front().message;
  if (rows.front().message.empty()) finding.message = fmt::format("{}: `{}` and `{}`", name, ends.first, ends.second);
  if (rows.size() == 1) return finding;
  for (const Row& row : rows) finding.trail.push_back({row.where, row.message.empty() ? name : row.message});
  return finding;
}

void check(const RuleInput& input, const Emit& emit) {
  ProgramDatabase database(input.analyses);
  for (const RuleEntry& entry : input.entries) {
    try {
      for (const auto& [ends, rows] : run_query(database, entry)) emit(finding_for(entry, ends, rows));
    } catch (const UserError& error) {
      refuse(input.config_path, {entry.place, "query \"" + entry.text("name") + "\": " + error.what(), error.hint()});
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"name", OptionType::text, "what the query looks for; part of the identity of its findings", true},
    OptionSpec{"sql", OptionType::sql, "one SELECT; each row is a finding", true},
    OptionSpec{"seconds", OptionType::number, "how long it may run", false, "10", 0.001, 60},
};

}  // namespace

extern const Rule query = {
    .id = "query",
    .title = "what a query of the project finds",
    .severity = Severity::error,
    .many_entries = true,
    .options = kOptions,
    .check = check,
    .every_step = true,
};

}  // namespace loadline
