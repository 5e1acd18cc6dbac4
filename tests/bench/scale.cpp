// Time and memory per reference, from facts to findings, on synthetic programs of growing size.
// SPDX-License-Identifier: Apache-2.0
//
//   loadline_scale REFERENCES       prints one row of the table that tests/bench/scale makes
//
// A program of n references has n/100 files in n/10000 modules, one class a file with ten methods, each with a body that
// makes calls and writes fields. Most references go to a file of the same module, some to the next module, and a few
// backwards, so that there are cycles to find.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "analyzers/analyses.h"
#include "analyzers/calls/effects.h"
#include "analyzers/model/program_builder.h"
#include "analyzers/structure/cycles.h"
#include "rules/all_rules.h"
#include "rules/engine/rule.h"

namespace loadline {
namespace {

constexpr std::uint32_t kReferencesPerFile = 100;
constexpr std::uint32_t kFilesPerModule = 100;
constexpr std::uint32_t kMethods = 10;  // per file

SymbolId class_id(std::uint64_t file) { return (file + 1) * 64; }
SymbolId method_id(std::uint64_t file, std::uint64_t method) { return class_id(file) + 1 + method; }
SymbolId field_id(std::uint64_t file) { return class_id(file) + 40; }

// What the TU of one file says.
class Unit {
 public:
  Unit(std::uint32_t file, std::uint32_t files, std::mt19937_64& random)
      : file_(file),
        files_(files),
        random_(random),
        collaborator_(pick_file()),
        has_collaborator_(random_() % 2 == 0) {}

  TuFacts make() {
    const std::uint32_t module = file_ / kFilesPerModule;
    FileFact main;
    main.path = text("module" + std::to_string(module) + "/file" + std::to_string(file_) + ".cc");
    main.digest = file_;
    main.lines = 1000;
    main.owned = 1;
    facts_.files.push_back(main);
    const std::string name = "m" + std::to_string(module) + "::Class" + std::to_string(file_);
    add_symbol(class_id(file_), 0, name, SymbolKind::class_, 1);
    add_symbol(field_id(file_), class_id(file_), name + "::field_", SymbolKind::field, 2);
    for (std::uint32_t method = 0; method < kMethods; ++method) add_method(name, method);
    return std::move(facts_);
  }

 private:
  TextIndex text(const std::string& text) {
    facts_.texts.push_back(text);
    return static_cast<TextIndex>(facts_.texts.size() - 1);
  }

  void add_symbol(SymbolId id, SymbolId parent, const std::string& name, SymbolKind kind, std::uint32_t line) {
    SymbolFact symbol;
    symbol.id = id;
    symbol.parent = parent;
    symbol.name = text(name);
    symbol.kind = kind;
    symbol.linkage = Linkage::external;
    facts_.symbols.push_back(symbol);
    facts_.declarations.push_back({id, 0, line, line, 1});
  }

  void add_method(const std::string& class_name, std::uint32_t method) {
    const std::uint32_t line = 10 + method * 50;
    add_symbol(method_id(file_, method), class_id(file_), class_name + "::method" + std::to_string(method),
               SymbolKind::method, line);
    FunctionFact body;
    body.symbol = method_id(file_, method);
    body.line = line;
    body.end_line = line + 40;
    body.first_call = static_cast<std::uint32_t>(facts_.calls.size());
    for (std::uint32_t i = 0; i < kReferencesPerFile / kMethods; ++i) add_reference(method, line + 1 + i, i);
    body.call_count = static_cast<std::uint32_t>(facts_.calls.size()) - body.first_call;
    body.first_write = static_cast<std::uint32_t>(facts_.writes.size());
    WriteFact write;
    write.place.root = Root::this_;
    write.place.field = write.place.last_field = field_id(file_);
    write.line = line + 30;
    facts_.writes.push_back(write);
    body.write_count = 1;
    facts_.functions.push_back(body);
  }

  // Of ten references five name types and five are calls: two to local objects, two to the own object, and one to the
  // object in the field, which every other class has: objects own objects that own objects, but not without end.
  void add_reference(std::uint32_t method, std::uint32_t line, std::uint32_t number) {
    const SymbolId from = method_id(file_, method);
    if (number % 2 == 1) {
      facts_.references.push_back({from, class_id(pick_file()), 0, line, ReferenceKind::type, 0});
      return;
    }
    CallFact call;
    call.line = line;
    std::uint64_t target = file_;
    if (number < 4) {
      call.object.root = Root::local;
      target = pick_file();
    } else {
      call.object.root = Root::this_;
      if (number == 8 && has_collaborator_) {
        call.object.field = call.object.last_field = field_id(file_);
        target = collaborator_;
      }
    }
    call.callee = method_id(target, random_() % kMethods);
    facts_.references.push_back({from, call.callee, 0, line, ReferenceKind::call, 0});
    facts_.calls.push_back(call);
  }

  std::uint64_t pick_file() {
    const std::uint64_t dice = random_() % 100;
    const std::uint64_t module = file_ / kFilesPerModule, within = random_() % kFilesPerModule;
    const std::uint64_t modules = (files_ + kFilesPerModule - 1) / kFilesPerModule;
    std::uint64_t chosen = module;
    if (dice >= 70) chosen = std::min(module + 1 + random_() % 3, modules - 1);
    if (dice == 99) chosen = module == 0 ? 0 : module - 1;
    return std::min<std::uint64_t>(chosen * kFilesPerModule + within, files_ - 1);
  }

  const std::uint32_t file_, files_;
  std::mt19937_64& random_;
  const std::uint64_t collaborator_;  // the file of the class that the field is of
  const bool has_collaborator_;
  TuFacts facts_;
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

struct Cost {
  double cpu = 0, wall = 0;  // seconds

  Cost& operator+=(const Cost& other) {
    cpu += other.cpu, wall += other.wall;
    return *this;
  }
};

// Runs one step; what `facts from` the generator cost is not counted.
template <class Work>
Cost timed(Work work) {
  const double cpu = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  work();
  return {cpu_seconds() - cpu, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
}

// The default rules, and cycles of files beside those of modules.
RuleSettings all_settings() {
  RuleSettings settings = default_rule_settings();
  std::vector<RuleEntry>& cycles = settings.entries["dependency-cycle"];
  cycles.push_back(cycles.front());
  const OptionSpec level{"level", OptionType::text, ""};
  cycles.back().options.insert_or_assign("level", parse_option(level, {"file"}, {}));
  return settings;
}

void measure(std::uint32_t references) {
  std::mt19937_64 random(1);
  const std::uint32_t files = std::max(references / kReferencesPerFile, 1u);
  ProgramBuilder builder;
  Cost merge;
  for (std::uint32_t file = 0; file < files; ++file) {
    const TuFacts facts = Unit(file, files, random).make();
    merge += timed([&] { builder.add(facts); });
  }
  Program program;
  merge += timed([&] { program = std::move(builder).build(); });
  const Architecture architecture;
  const std::vector<BuildTarget> targets;
  const auto on_new_analyses = [&](auto work) {
    const Analyses analyses(program, architecture, targets);
    return timed([&] { work(analyses); });
  };
  // As `check` runs them: cycles when a rule asks, and rules on all cores.
  std::size_t findings = 0;
  const Cost rules = on_new_analyses(
      [&](const Analyses& analyses) { findings = run_rules(all_rules(), analyses, all_settings(), "").size(); });
  const double whole = merge.wall + rules.wall, peak = peak_bytes();
  const Cost cycles =
      on_new_analyses([](const Analyses& analyses) { (void)analyses.module_cycles(), (void)analyses.file_cycles(); });
  const Cost effects = on_new_analyses([](const Analyses& analyses) { (void)analyses.effects(); });
  const double count = static_cast<double>(program.references().size());
  std::printf("| %.0f | %u | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f | %.0f | %zu |\n", count, files, merge.cpu,
              rules.cpu, cycles.cpu, effects.cpu, whole, whole / count * 1e9, peak / (1 << 20), peak / count, findings);
  std::fflush(stdout);
}

}  // namespace
}  // namespace loadline

int main(int argc, char** argv) {
  if (argc != 2 || std::atol(argv[1]) <= 0) {
    // One size a process: the peak of its memory is that of this size.
    std::fprintf(stderr, "usage: loadline_scale REFERENCES   (tests/bench/scale runs all sizes)\n");
    return 2;
  }
  loadline::measure(static_cast<std::uint32_t>(std::atol(argv[1])));
}
