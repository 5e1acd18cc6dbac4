// Collects calls of store clients, and what their constants name.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/store_uses.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "analyzers/calls/call_arguments.h"
#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

// "SET user:%s %s" → "user:"; "user:42" → "user:". Empty when the key has no fixed part that ends in a separator.
std::string prefix_of_key(std::string_view key) {
  key = key.substr(0, key.find_first_of("% {"));
  const std::size_t end = key.find_first_of(":/");
  return end == std::string_view::npos || end == 0 ? std::string() : std::string(key.substr(0, end + 1));
}

std::string_view key_in_command(std::string_view command) {
  const std::size_t space = command.find(' ');
  return space == std::string_view::npos ? std::string_view() : command.substr(space + 1);
}

bool changes_key(std::string_view command) {
  constexpr std::array<std::string_view, 8> kReads = {"GET",    "MGET", "HGET",     "HGETALL",
                                                      "EXISTS", "TTL",  "SMEMBERS", "LRANGE"};
  return std::find(kReads.begin(), kReads.end(), command.substr(0, command.find(' '))) == kReads.end();
}

class StoreFinder {
 public:
  StoreFinder(const Program& program, const Libraries& libraries)
      : program_(program), bodies_(program.bodies()), libraries_(libraries) {}

  StoreUses find() && {
    for_each_call([&](std::uint32_t function, std::uint32_t call) { take_client_call(function, call); });
    for (const StoreClientCall& call : uses_.calls) {
      const StoreKind kind = libraries_.apis.store_clients[call.client].kind;
      if (kind == StoreKind::relational || kind == StoreKind::embedded)
        sql_client_.try_emplace(file_of(call.function), call.client);
    }
    if (!sql_client_.empty()) {
      for_each_call([&](std::uint32_t function, std::uint32_t call) { take_statements(function, call); });
    }
    return std::move(uses_);
  }

 private:
  template <class Take>
  void for_each_call(Take take) const {
    for (std::uint32_t function = 0; function < bodies_.functions.size(); ++function) {
      const FunctionFact& body = bodies_.functions[function];
      const std::string_view path = program_.files()[body.file].path;
      if (is_test_code(path)) continue;
      for (std::uint32_t call = body.first_call; call < body.first_call + body.call_count; ++call) take(function, call);
    }
  }

  FileIndex file_of(std::uint32_t function) const { return bodies_.functions[function].file; }

  // A client is a library. What a header of the project declares is its own code, unless it is a copy of one: RocksDB
  // is not a client of itself.
  bool is_own(const Symbol& symbol) const {
    if (!symbol.declared.known()) return false;
    const File& file = program_.files()[symbol.declared.file];
    if (file.origin != Origin::project || file.is_third_party) return false;
    return !file.is_source || symbol.has(kHasBody);
  }

  const StoreCall* model_of(SymbolId id) {
    const auto [known, is_new] = models_known_.try_emplace(id, nullptr);
    if (!is_new) return known->second;
    const Symbol* callee = program_.symbol(id);
    if (callee == nullptr || is_own(*callee)) return nullptr;
    return known->second = libraries_.apis.store_calls.find(callee->name);
  }

  void take_client_call(std::uint32_t function, std::uint32_t at) {
    const CallFact& call = bodies_.calls[at];
    const StoreCall* model = call.callee == 0 ? nullptr : model_of(call.callee);
    if (model == nullptr) return;
    const Location where{call.file, call.line};
    uses_.calls.push_back({where, function, at, model->client, model->access});
    const ArgumentFact* argument =
        model->argument == kNoArgument ? nullptr : argument_at(program_, call, model->argument);
    const std::string_view text = argument == nullptr ? std::string_view() : text_of(program_, *argument);
    if (text.empty()) return;
    StoreItem item{StoreItemKind::database, std::string(text), where, function, model->client, true, {}};
    if (model->access == StoreAccess::collection) item.kind = StoreItemKind::collection;
    if (model->access == StoreAccess::command || model->access == StoreAccess::key) {
      const bool is_command = model->access == StoreAccess::command;
      item.kind = StoreItemKind::key_prefix;
      item.name = prefix_of_key(is_command ? key_in_command(text) : text);
      item.is_written = !is_command || changes_key(text);
      if (item.name.empty()) return;
    }
    uses_.items.push_back(std::move(item));
  }

  void take_statements(std::uint32_t function, std::uint32_t at) {
    const CallFact& call = bodies_.calls[at];
    for (const ArgumentFact& argument : bodies_.arguments_of(call)) {
      if (argument.literal_kind != LiteralKind::string) continue;
      const std::optional<SqlStatement> statement = read_sql(bodies_.texts[argument.literal]);
      if (!statement) continue;
      const auto client = sql_client_.find(file_of(function));
      for (const StatementTable& table : statement->tables) {
        uses_.items.push_back({StoreItemKind::table,
                               table.name,
                               {call.file, call.line},
                               function,
                               client == sql_client_.end() ? kNone : client->second,
                               table.is_written,
                               *statement});
      }
    }
  }

  const Program& program_;
  const Bodies& bodies_;
  const Libraries& libraries_;
  std::unordered_map<SymbolId, const StoreCall*> models_known_;
  std::unordered_map<FileIndex, std::uint32_t> sql_client_;  // by file: the client of a database that it uses
  StoreUses uses_;
};

}  // namespace

std::string_view name_of(StoreItemKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"table", "collection", "key prefix", "database"};
  return kNames[static_cast<std::size_t>(kind)];
}

StoreUses find_store_uses(const Program& program, const Libraries& libraries) {
  return StoreFinder(program, libraries).find();
}

}  // namespace loadline
