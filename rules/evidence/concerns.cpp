// Concerns by modules that the user names, or by the headers of libraries.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/concerns.h"

#include <array>

#include "analyzers/words/path_pattern.h"

namespace loadline {
namespace {

// What the headers of well-known libraries are about. The first that matches counts: drogon/orm is storage.
struct Family {
  const char* concern;
  const char* headers;
};
constexpr std::array kFamilies = {
    Family{"storage", "{sqlite3.h,libpq-fe.h,mysql.h,lmdb.h,cassandra.h,sql.h,sqlext.h,mongoc.h}"},
    Family{"storage",
           "{SQLiteCpp,pqxx,postgresql,mysql,mysqlx,mariadb,cppconn,soci,mongocxx,mongoc,hiredis,sw/redis++,"
           "rocksdb,leveldb,odb,clickhouse,drogon/orm,Poco/Data,userver/storages}/**"},
    Family{"requests", "{httplib.h,crow.h,crow_all.h,cinatra.hpp}"},
    Family{"requests",
           "{crow,drogon,pistache,restinio,cpprest,served,oatpp,grpcpp,proxygen,boost/beast/http,"
           "userver/server,workflow,hv,Wt/Http}/**"},
    Family{"requests", "Poco/Net/HTTPServer*"},
    Family{"presentation", "{imgui.h,ncurses.h,curses.h,QWidget,QApplication,QMainWindow,QDialog}"},
    Family{"presentation", "{QtWidgets,QtQuick,gtk,gtkmm,FL,wx,ftxui}/**"},
};

}  // namespace

Concerns::Concerns(const Analyses& analyses, const RuleEntry& entry) : of_file_(analyses.program().files().size()) {
  if (entry.has("concerns")) {
    take_modules(analyses, entry.texts("concerns"));
  } else {
    take_libraries(analyses.program());
  }
}

std::uint32_t Concerns::number(const std::string& name) {
  for (std::uint32_t i = 0; i < names_.size(); ++i) {
    if (names_[i] == name) return i + 1;
  }
  names_.push_back(name);
  return static_cast<std::uint32_t>(names_.size());
}

void Concerns::take_modules(const Analyses& analyses, const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    const std::uint32_t concern = number(pattern);
    for (const ModuleIndex module : analyses.modules().select(pattern)) {
      for (const FileIndex file : analyses.modules().all()[module].files) {
        if (of_file_[file] == 0) of_file_[file] = concern;
      }
    }
  }
}

void Concerns::take_libraries(const Program& program) {
  for (const Family& family : kFamilies) {
    const Glob glob(family.headers, PatternSyntax::path);
    const std::uint32_t concern = number(family.concern);
    for (FileIndex file = 0; file < of_file_.size(); ++file) {
      const bool is_system = program.files()[file].origin == Origin::system;
      if (is_system && of_file_[file] == 0 && glob.matches(program.files()[file].path)) of_file_[file] = concern;
    }
  }
}

}  // namespace loadline
