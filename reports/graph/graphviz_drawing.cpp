// Calls the Graphviz library.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/graphviz_drawing.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <fmt/core.h>
#include <gvc.h>

#include "analyzers/words/user_error.h"

namespace loadline {
namespace {

// Graphviz keeps its state in global variables: one drawing at a time.
std::mutex& graphviz_lock() {
  static std::mutex lock;
  return lock;
}

// Graphviz reports errors to a plain function, without a pointer of ours. Guarded by the lock.
std::string& graphviz_errors() {
  static std::string errors;
  return errors;
}

int collect_error(char* text) {
  constexpr std::size_t kMost = 2000;
  if (text != nullptr && graphviz_errors().size() < kMost) graphviz_errors() += text;
  return 0;
}

// While it lives, Graphviz writes nothing to stderr.
class CollectErrors {
 public:
  CollectErrors() : before_(agseterrf(collect_error)) { graphviz_errors().clear(); }
  ~CollectErrors() { agseterrf(before_); }
  CollectErrors(const CollectErrors&) = delete;
  CollectErrors& operator=(const CollectErrors&) = delete;

 private:
  agusererrf before_;
};

[[noreturn]] void fail(std::string_view step) {
  std::string why = graphviz_errors();
  while (!why.empty() && why.back() == '\n') why.pop_back();
  throw AnalysisFailure(fmt::format("Graphviz could not {}{}", step, why.empty() ? "" : ": " + why),
                        "draw less, or write --format dot and lay it out with a Graphviz of your own");
}

// One for the process, never freed: Graphviz remembers the name of the last font it measured, which is in here.
GVC_t* graphviz_context() {
  static GVC_t* const context = gvContext();
  if (context == nullptr) fail("start");
  return context;
}

// Graphviz orders clusters by the numbers of their names, and its own numbers are the addresses of the names: a picture would
// depend on where memory is. These count from 1 in the order in which names appear. Names have even numbers and what has
// no name odd ones, as in Graphviz itself. The names are strings of the graph: Graphviz looks at what it keeps before each
// of its strings, to tell HTML from text.
class Names {
 public:
  explicit Names(Agraph_t* graph) : graph_(graph) {}

  static void* open(Agraph_t* graph, Agdisc_t*) { return new Names(graph); }
  static long map(void* state, int, char* text, IDTYPE* id, int create) {
    Names& names = *static_cast<Names*>(state);
    if (text == nullptr) {
      *id = names.next_nameless_ += 2;
      return 1;
    }
    const auto found = names.numbers_.find(text);
    if (found != names.numbers_.end()) {
      *id = found->second;
    } else if (create != 0) {
      names.texts_.push_back(agstrdup(names.graph_, text));
      *id = 2 * names.texts_.size();
      names.numbers_.emplace(names.texts_.back(), *id);
    } else {
      *id = 0;  // nothing has this number
    }
    return 1;
  }
  static long allocate(void*, int, IDTYPE) { return 1; }
  static void release(void*, int, IDTYPE) {}
  static char* print(void* state, int, IDTYPE id) {
    const Names& names = *static_cast<Names*>(state);
    return id % 2 == 0 && id > 0 && id / 2 <= names.texts_.size() ? names.texts_[id / 2 - 1] : nullptr;
  }
  static void close(void* state) { delete static_cast<Names*>(state); }
  static void note(void*, int, void*) {}

 private:
  Agraph_t* graph_;
  std::vector<char*> texts_;  // freed with the graph
  std::unordered_map<std::string_view, IDTYPE> numbers_;
  IDTYPE next_nameless_ = 1;
};

// What Graphviz reads from.
struct Source {
  std::string_view rest;

  static int read(void* source, char* buffer, int size) {
    std::string_view& rest = static_cast<Source*>(source)->rest;
    // A line at a time, as Graphviz itself reads: it looks for the end of the graph without reading past it.
    const std::size_t line = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::size_t count = rest.empty() ? 0 : std::min(static_cast<std::size_t>(size), line);
    std::copy_n(rest.begin(), count, buffer);
    rest.remove_prefix(count);
    return static_cast<int>(count);
  }
};

Agraph_t* read_graph(const std::string& dot) {
  static Agiddisc_t ids{Names::open,  Names::map,   Names::allocate, Names::release,
                        Names::print, Names::close, Names::note};
  static Agiodisc_t input{Source::read, AgIoDisc.putstr, AgIoDisc.flush};
  static Agdisc_t discipline{&AgMemDisc, &ids, &input};
  Source source{dot};
  return agread(&source, &discipline);
}

// A graph that was laid out.
class Layout {
 public:
  explicit Layout(const std::string& dot) : context_(graphviz_context()), graph_(read_graph(dot)) {
    if (!graph_) fail("read the graph");
    if (gvLayout(context_, graph_.get(), "dot") != 0) fail("lay out the graph");
  }
  ~Layout() { gvFreeLayout(context_, graph_.get()); }
  Layout(const Layout&) = delete;
  Layout& operator=(const Layout&) = delete;

  std::string render(const char* format) {
    char* bytes = nullptr;
    unsigned length = 0;
    if (gvRenderData(context_, graph_.get(), format, &bytes, &length) != 0 || bytes == nullptr) {
      fail(std::string("write ") + format);
    }
    const std::unique_ptr<char, void (*)(char*)> owner(bytes, gvFreeRenderData);
    return {bytes, length};
  }

 private:
  struct CloseGraph {
    void operator()(Agraph_t* graph) const { agclose(graph); }
  };
  GVC_t* context_;
  std::unique_ptr<Agraph_t, CloseGraph> graph_;
};

}  // namespace

std::string draw_with_graphviz(const std::string& dot, const char* format) {
  const std::lock_guard guard(graphviz_lock());
  const CollectErrors errors;
  return Layout(dot).render(format);
}

}  // namespace loadline
