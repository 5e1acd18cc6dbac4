// One function for each table.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/questions/sql/tables.h"

#include <array>
#include <cmath>

#include "analyzers/facts/flag_names.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/client_requests.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/service_calls.h"
#include "analyzers/structure/cycles.h"
#include "analyzers/structure/metrics.h"

namespace loadline {
namespace {

using Row = std::function<void(const SqlRow&)>;

SqlValue number(std::uint64_t value) { return static_cast<std::int64_t>(value); }
SqlValue index(std::uint32_t value) { return value == kNone ? SqlValue() : number(value); }
SqlValue text(std::string_view value) { return std::string(value); }
SqlValue real(double value) { return std::isnan(value) ? SqlValue() : SqlValue(value); }
SqlValue line(Location where) { return where.known() ? number(where.line) : SqlValue(); }

void fill_modules(const Analyses& analyses, const Row& row) {
  for (ModuleIndex i = 0; i < analyses.modules().all().size(); ++i) {
    const Module& module = analyses.modules().all()[i];
    const ModuleMetrics& m = analyses.module_metrics()[i];
    row({number(i), text(module.name), index(module.parent), number(m.files), number(m.lines), number(m.symbols),
         number(m.classes), number(m.afferent), number(m.efferent), real(m.instability()), real(m.abstractness()),
         real(m.distance()), number(m.dependants), number(m.dependencies), number(m.reach)});
  }
}

void fill_tags(const Analyses& analyses, const Row& row) {
  for (ModuleIndex i = 0; i < analyses.modules().all().size(); ++i) {
    for (const std::string& tag : analyses.modules().all()[i].tags) row({number(i), text(tag)});
  }
}

void fill_files(const Analyses& analyses, const Row& row) {
  const auto files = analyses.program().files();
  for (FileIndex i = 0; i < files.size(); ++i) {
    row({number(i), text(files[i].path), index(analyses.modules().of(i)), number(files[i].lines),
         number(files[i].is_source), number(files[i].origin == Origin::system)});
  }
}

// " const virtual ": between blanks, so that LIKE '% virtual %' means the whole word.
std::string flag_words(std::uint32_t flags) {
  std::string words = " ";
  for (std::size_t bit = 0; bit < symbol_flag_names().size(); ++bit) {
    if ((flags >> bit & 1u) != 0) words += std::string(symbol_flag_names()[bit]) + ' ';
  }
  return words;
}

void fill_symbols(const Analyses& analyses, const Row& row) {
  const auto symbols = analyses.program().symbols();
  for (SymbolIndex i = 0; i < symbols.size(); ++i) {
    const Symbol& s = symbols[i];
    const Location place = s.defined.known() ? s.defined : s.declared;
    row({number(i), text(s.name), text(name_of(s.kind)), text(s.signature), index(place.file), line(place),
         s.defined.known() ? number(s.end_line) : SqlValue(), index(s.declared.file), index(s.parent), index(s.type),
         text(name_of(s.access)), text(name_of(s.linkage)), flag_words(s.flags)});
  }
}

void fill_references(const Analyses& analyses, const Row& row) {
  for (const Reference& r : analyses.program().references()) {
    row({index(r.from), index(r.to), text(name_of(r.kind())), index(r.file), number(r.line),
         index(analyses.program().file_of(r.to)), number((r.flags & kImplicitReference) != 0)});
  }
}

void fill_includes(const Analyses& analyses, const Row& row) {
  for (const Include& i : analyses.program().includes()) {
    row({index(i.from), number(i.line), index(i.to), text(i.spelling), number(i.angled), text(i.condition),
         text(name_of(i.import_kind))});
  }
}

void fill_edges(std::span<const Dependency> edges, const Row& row) {
  for (const Dependency& edge : edges) {
    for (std::size_t kind = 0; kind < kReferenceKinds; ++kind) {
      if (edge.counts[kind] == 0) continue;
      row({number(edge.from), number(edge.to), text(name_of(static_cast<ReferenceKind>(kind))),
           number(edge.counts[kind])});
    }
  }
}

void fill_module_edges(const Analyses& analyses, const Row& row) {
  fill_edges(analyses.module_dependencies().all(), row);
}
void fill_file_edges(const Analyses& analyses, const Row& row) { fill_edges(analyses.file_dependencies().all(), row); }

void fill_cycles(const Analyses& analyses, const Row& row) {
  std::uint64_t cycle = 0;
  for (const Cycle& found : analyses.module_cycles()) {
    for (const Node module : found.members) row({number(cycle), number(module)});
    ++cycle;
  }
}

void fill_services(const Analyses& analyses, const Row& row) {
  for (const Service& service : analyses.modules().services()) {
    for (const ModuleIndex module : service.modules) row({text(service.name), number(module)});
  }
}

void fill_handlers(const Analyses& analyses, const Row& row) {
  const std::vector<Route>& routes = analyses.routes();
  for (std::uint32_t i = 0; i < routes.size(); ++i) {
    row({number(i), text(routes[i].method), text(routes[i].path),
         text(analyses.libraries().frameworks[routes[i].framework].name),
         index(analyses.program().find_symbol(routes[i].handler)),
         text(handler_name(analyses.program(), routes[i].handler)), index(routes[i].where.file),
         line(routes[i].where)});
  }
}

void fill_requests(const Analyses& analyses, const Row& row) {
  const std::vector<ClientRequest>& requests = analyses.client_requests();
  std::vector<SqlValue> handlers(requests.size());
  for (const ServiceCall& call : analyses.service_calls()) handlers[call.request] = number(call.route);
  for (std::uint32_t i = 0; i < requests.size(); ++i) {
    row({text(requests[i].method), text(requests[i].path), index(requests[i].where.file), line(requests[i].where),
         index(analyses.program().find_symbol(requests[i].caller)),
         index(analyses.program().find_symbol(requests[i].callee)), handlers[i]});
  }
}

void fill_state(const Analyses& analyses, const Row& row) {
  for (const HandlerState& state : analyses.handler_states()) {
    row({number(state.route), text(state.name), text(name_of(state.kind)), text(name_of(state.guard)),
         index(analyses.program().find_symbol(state.variable))});
  }
}

constexpr std::array kTables = {
    SqlTable{"modules", "modules with their metrics",
             "id INTEGER PRIMARY KEY, name TEXT, parent INTEGER, files INTEGER, lines INTEGER, symbols INTEGER, "
             "classes INTEGER, ca INTEGER, ce INTEGER, instability REAL, abstractness REAL, distance REAL, "
             "dependants INTEGER, dependencies INTEGER, reach INTEGER",
             "", fill_modules},
    SqlTable{"tags", "the tags of modules", "module INTEGER, tag TEXT", "", fill_tags},
    SqlTable{"files", "files of the project and system headers",
             "id INTEGER PRIMARY KEY, path TEXT, module INTEGER, lines INTEGER, is_source INTEGER, is_system INTEGER",
             "module", fill_files},
    SqlTable{
        "symbols", "everything that has a name; file and line of the definition, else of the declaration",
        "id INTEGER PRIMARY KEY, name TEXT, kind TEXT, signature TEXT, file INTEGER, line INTEGER, "
        "end_line INTEGER, declared_in INTEGER, parent INTEGER, type INTEGER, access TEXT, linkage TEXT, flags TEXT",
        "name, parent", fill_symbols},
    SqlTable{"references", "who refers to whom, how and where",
             "from_symbol INTEGER, to_symbol INTEGER, kind TEXT, file INTEGER, line INTEGER, to_file INTEGER, "
             "is_implicit INTEGER",
             "from_symbol, to_symbol, file", fill_references},
    SqlTable{"includes", "the include directives",
             "file INTEGER, line INTEGER, to_file INTEGER, spelling TEXT, angled INTEGER, condition TEXT, import TEXT",
             "file, to_file", fill_includes},
    SqlTable{"module_dependencies", "edges between modules, by kind",
             "from_module INTEGER, to_module INTEGER, kind TEXT, count INTEGER", "from_module, to_module",
             fill_module_edges},
    SqlTable{"file_dependencies", "edges between files, by kind",
             "from_file INTEGER, to_file INTEGER, kind TEXT, count INTEGER", "from_file, to_file", fill_file_edges},
    SqlTable{"cycles", "the modules of each cycle", "cycle INTEGER, module INTEGER", "", fill_cycles},
    SqlTable{"services", "the modules of each service", "service TEXT, module INTEGER", "", fill_services},
    SqlTable{"handlers", "routes and the functions that answer them",
             "id INTEGER PRIMARY KEY, method TEXT, path TEXT, framework TEXT, symbol INTEGER, name TEXT, file INTEGER, "
             "line INTEGER",
             "", fill_handlers},
    SqlTable{"requests", "what the program asks services for, and the handler of another service that answers",
             "method TEXT, path TEXT, file INTEGER, line INTEGER, caller INTEGER, callee INTEGER, handler INTEGER", "",
             fill_requests},
    SqlTable{"handler_state", "state in the process that handlers change",
             "handler INTEGER, name TEXT, kind TEXT, guard TEXT, symbol INTEGER", "", fill_state},
};

constexpr std::array kViews = {
    SqlView{"uses", "references between files of the project, by name: module, symbol, kind, path and line",
            "SELECT fm.name AS from_module, fs.name AS from_name, r.kind AS kind, tm.name AS to_module, "
            "ts.name AS to_name, f.path AS path, r.line AS line FROM \"references\" r JOIN files f ON f.id = r.file "
            "JOIN files t ON t.id = r.to_file JOIN symbols ts ON ts.id = r.to_symbol "
            "LEFT JOIN symbols fs ON fs.id = r.from_symbol LEFT JOIN modules fm ON fm.id = f.module "
            "LEFT JOIN modules tm ON tm.id = t.module WHERE f.is_system = 0 AND t.is_system = 0"},
};

}  // namespace

std::span<const SqlTable> sql_tables() { return kTables; }
std::span<const SqlView> sql_views() { return kViews; }

}  // namespace loadline
