// Calls the Graphviz library.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/graphviz_drawing.h"

#include <memory>
#include <mutex>
#include <string_view>

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
  throw AnalysisFailure("Graphviz could not " + std::string(step) + (why.empty() ? "" : ": " + why),
                        "draw less, or write --format dot and lay it out with a Graphviz of your own");
}

// One for the process, never freed: Graphviz remembers the name of the last font it measured, which lies in here.
GVC_t* graphviz_context() {
  static GVC_t* const context = gvContext();
  if (context == nullptr) fail("start");
  return context;
}

// A graph that was laid out.
class Layout {
 public:
  explicit Layout(const std::string& dot) : context_(graphviz_context()), graph_(agmemread(dot.c_str())) {
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
