// What is said of a symbol: name, properties, where it is declared and defined, and what is a symbol of its own.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>

#include "analyzers/facts/flag_names.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

Program program_of(const std::string& source, const std::string& name = "a.cpp") {
  const FixtureProject project;
  project.write(name, source);
  project.write_database("c++20");
  ExtractionResult result = extract(project);
  for (const UnitReport& unit : result.report.units) {
    for (const std::string& problem : unit.problems) FAIL_CHECK(problem);
  }
  return std::move(result.program);
}

// "const static-storage": the flags that are set, in order of their bits.
std::string flags_of(const Program& program, const std::string& name) {
  const Symbol& symbol = symbol_named(program, name);
  std::string text;
  for (std::size_t bit = 0; bit < symbol_flag_names().size(); ++bit) {
    if ((symbol.flags >> bit & 1) == 0) continue;
    if (!text.empty()) text += " ";
    text += symbol_flag_names()[bit];
  }
  return text;
}

std::string kind_of(const Program& program, const std::string& name) {
  return std::string(name_of(symbol_named(program, name).kind));
}

std::string declared(const Program& program, const std::string& name) {
  return text_of(program, symbol_named(program, name).declared);
}

std::string defined(const Program& program, const std::string& name) {
  return text_of(program, symbol_named(program, name).defined);
}

}  // namespace

TEST_CASE("a qualified name has no template arguments and no inline namespaces") {
  const Program program = program_of(R"(
namespace a { inline namespace v1 { namespace b {
template <class T> struct Box { T get(); struct Inner { int n; }; };
template <class T> T Box<T>::get() { return T(); }
} } }
namespace { int hidden; }
extern "C" { int plain(); namespace c { int nested(); } }
void user() {
  a::b::Box<int> box;
  box.get();
  struct Local { int n; };
  auto lambda = [] { struct Deep { int d; }; static int kept = 0; return kept + Deep().d; };
  Local local{lambda()};
}
union U { struct { int anonymous; }; };
typedef struct { int x; } Point;
)");
  for (const char* name :
       {"a::b::Box", "a::b::Box::get", "a::b::Box::Inner::n", "(anonymous namespace)::hidden", "plain", "c::nested",
        "user::Local::n", "user::Deep::d", "user::kept", "Point", "Point::x"}) {
    INFO(name);
    CHECK(symbols_named(program, name).size() == 1);
  }
  CHECK(kind_of(program, "Point") == "struct");
  CHECK(kind_of(program, "user::(lambda#1)") == "lambda");
}

TEST_CASE("the kinds of symbols are distinguished") {
  const Program program = program_of(R"(
#define MACRO 1
namespace space { int variable = MACRO; }
class Class { public: Class(); ~Class(); operator int() const; void method(); int field; static int shared; };
struct Struct { int n; };
union Union { int n; };
enum Enum { enumerator };
using Alias = int;
template <class T> concept Concept = sizeof(T) > 1;
void function(Concept auto value);
)");
  const std::pair<const char*, const char*> expected[] = {
      {"MACRO", "macro"},
      {"space::variable", "variable"},
      {"Class", "class"},
      {"Class::Class", "constructor"},
      {"Class::~Class", "destructor"},
      {"Class::operator int", "conversion"},
      {"Class::method", "method"},
      {"Class::field", "field"},
      {"Class::shared", "variable"},
      {"Struct", "struct"},
      {"Union", "union"},
      {"Enum", "enum"},
      {"enumerator", "enumerator"},
      {"Alias", "alias"},
      {"Concept", "concept"},
      {"function", "function"},
  };
  for (const auto& [name, kind] : expected) {
    INFO(name);
    CHECK(kind_of(program, name) == kind);
  }
}

TEST_CASE("variables say how long they live and how they are protected") {
  const Program program = program_of(R"(
#include <atomic>
#include <mutex>
#include <string>
int plain;
const int constant = 1;
constexpr int folded = 2;
thread_local int per_thread;
std::atomic<int> atomic_number;
std::mutex guard;
const char* changeable_pointer;
const char* const constant_pointer = "text";
int& reference = plain;
static std::string text;
struct Holder {
  mutable int changeable;
  static int shared;
  const int fixed = 1;
  std::atomic<bool> flag;
};
int next() { static int counter = 0; return ++counter; }
extern "C" int from_c;
template <class T> T of_type;
)");
  CHECK(flags_of(program, "plain") == "static-storage");
  CHECK(flags_of(program, "constant") == "const static-storage");
  CHECK(flags_of(program, "folded") == "const constexpr static-storage");
  CHECK(flags_of(program, "per_thread") == "static-storage thread-local");
  CHECK(flags_of(program, "atomic_number") == "static-storage atomic");
  CHECK(flags_of(program, "guard") == "static-storage mutex-type");
  CHECK(flags_of(program, "changeable_pointer") == "static-storage pointer-type");
  CHECK(flags_of(program, "constant_pointer") == "const static-storage pointer-type");
  CHECK(flags_of(program, "reference") == "static-storage reference-type");
  CHECK(flags_of(program, "text") == "static-storage");
  CHECK(flags_of(program, "Holder::changeable") == "mutable");
  CHECK(flags_of(program, "Holder::shared") == "static-storage static-member");
  CHECK(flags_of(program, "Holder::fixed") == "const");
  CHECK(flags_of(program, "Holder::flag") == "atomic");
  CHECK(flags_of(program, "next::counter") == "static-storage function-local");
  CHECK(flags_of(program, "from_c") == "static-storage extern-c");
  CHECK(flags_of(program, "of_type") == "static-storage template");
  CHECK(symbol_named(program, "text").linkage == Linkage::internal);
  CHECK(symbol_named(program, "plain").linkage == Linkage::external);
  CHECK(symbol_named(program, "constant").linkage == Linkage::internal);
  CHECK(symbol_named(program, "constant").value == "1");
  CHECK(symbol_named(program, "constant_pointer").value == "text");
}

TEST_CASE("functions and classes say how they may be used") {
  const Program program = program_of(R"(
class Base {
 public:
  virtual ~Base();
  virtual void pure() const = 0;
  virtual void plain();
 protected:
  void inner();
 private:
  static int count();
};
class Middle : public Base { public: void pure() const final; };
class Last final : public Middle {};
struct Simple { int n; };
template <class T> struct Generic { void method(); };
template <class T> void generic(T);
constexpr int folded() noexcept { return 1; }
[[deprecated]] void old_one();
__attribute__((visibility("default"))) void shown();
__attribute__((visibility("hidden"))) void unseen();
extern "C" void from_c();
inline namespace v2 { void current(); }
)");
  CHECK(flags_of(program, "Base") == "abstract polymorphic");
  CHECK(flags_of(program, "Middle") == "polymorphic");
  CHECK(flags_of(program, "Last") == "final polymorphic");
  CHECK(flags_of(program, "Simple") == "");
  CHECK(flags_of(program, "Generic") == "template");
  CHECK(flags_of(program, "Generic::method") == "template");
  CHECK(flags_of(program, "generic") == "template");
  CHECK(flags_of(program, "Base::pure") == "const virtual pure");
  CHECK(flags_of(program, "Base::plain") == "virtual");
  CHECK(flags_of(program, "Middle::pure") == "const virtual final");
  CHECK(flags_of(program, "Base::count") == "static-member");
  CHECK(flags_of(program, "folded") == "constexpr noexcept has-body");
  CHECK(flags_of(program, "old_one") == "deprecated");
  CHECK(flags_of(program, "shown") == "exported");
  CHECK(flags_of(program, "unseen") == "hidden");
  CHECK(flags_of(program, "from_c") == "extern-c");
  CHECK(flags_of(program, "current") == "in-inline-namespace");
  CHECK(symbol_named(program, "Base::plain").access == Access::public_);
  CHECK(symbol_named(program, "Base::inner").access == Access::protected_);
  CHECK(symbol_named(program, "Base::count").access == Access::private_);
  CHECK(symbol_named(program, "generic").access == Access::none);
}

TEST_CASE("a coroutine is distinguished from other functions") {
  const Program program = program_of(R"(
#include <coroutine>
struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
Task waits() { co_return; }
Task plain() { return waits(); }
)");
  CHECK(flags_of(program, "waits") == "has-body coroutine");
  CHECK(flags_of(program, "plain") == "has-body");
}

TEST_CASE("a signature shows the types as written, without the machine's folders") {
  const Program program = program_of(R"(
#include <string>
namespace app {
struct Request;
int handle(const Request& request, std::string name, int = 3, ...);
std::string text;
using Callback = int (*)(bool);
}
)");
  CHECK(symbol_named(program, "app::handle").signature == "(const Request &, std::string, int, ...)");
  CHECK(symbol_named(program, "app::text").signature == "std::string");
  CHECK(symbol_named(program, "app::Callback").signature == "int (*)(bool)");
}

TEST_CASE("a symbol is declared in its header and defined in its source, and its end is where its body ends") {
  const FixtureProject project;
  project.write("a.h",
                "#pragma once\nclass Later;\nclass Now {\n public:\n  void go();\n  static int count;\n};\nvoid "
                "run();\nextern int level;\n");
  project.write("a.cpp",
                "#include \"a.h\"\nint Now::count = 0;\nvoid Now::go() {\n  ++count;\n}\nint level = 1;\n"
                "class Later {\n  int n;\n};\nvoid run() {}\n");
  project.write_database("c++17");
  const Program program = extract(project).program;
  CHECK(declared(program, "Now") == "a.h:3");
  CHECK(defined(program, "Now") == "a.h:3");
  CHECK(symbol_named(program, "Now").end_line == 7);
  CHECK(declared(program, "Now::go") == "a.h:5");
  CHECK(defined(program, "Now::go") == "a.cpp:3");
  CHECK(symbol_named(program, "Now::go").end_line == 5);
  CHECK(declared(program, "Now::count") == "a.h:6");
  CHECK(defined(program, "Now::count") == "a.cpp:2");
  CHECK(declared(program, "run") == "a.h:8");
  CHECK(declared(program, "level") == "a.h:9");
  CHECK(defined(program, "level") == "a.cpp:6");
  CHECK(defined(program, "Later") == "a.cpp:7");
}

TEST_CASE("two programs of one repository keep their own main and their own Options") {
  const FixtureProject project;
  const std::string source = R"(
struct Options { int level; void parse(); };
void Options::parse() { level = 1; }
enum Mode { on, off };
static int helper() { return 1; }
namespace { int helper2() { return 2; } }
inline int helper3() { return 3; }
template <class T> T helper4(T value) { return value; }
int main() { Options options; options.parse(); return helper() + helper2() + helper3() + helper4(1) + on; }
)";
  project.write("one/main.cpp", source);
  project.write("two/main.cpp", source);
  project.write_database("c++20");
  const Program program = extract(project).program;
  for (const char* name : {"main", "Options", "Options::level", "Options::parse", "Mode", "on", "helper",
                           "(anonymous namespace)::helper2", "helper3", "helper4"}) {
    INFO(name);
    CHECK(symbols_named(program, name).size() == 2);
  }
  for (const Reference& reference : program.references()) {
    INFO(text_of(program, reference.where()));
    CHECK(program.file_of(reference.to) == reference.file);
  }
}

TEST_CASE("a function that two sources share is one symbol, although each declares it") {
  const FixtureProject project;
  project.write("one.cpp", "int shared() { return 1; }\nint level = 2;\n");
  project.write("two.cpp", "int shared();\nextern int level;\nint main() { return shared() + level; }\n");
  project.write_database("c++20");
  const Program program = extract(project).program;
  CHECK(defined(program, "shared") == "one.cpp:1");
  CHECK(declared(program, "shared") == "one.cpp:1");
  CHECK(declared(program, "level") == "one.cpp:2");
}

TEST_CASE("the same C struct in a header is one symbol for C and for C++") {
  const FixtureProject project;
  project.write("a.h",
                "struct shared { int n; };\n#ifdef __cplusplus\nextern \"C\"\n#endif\nint use(struct shared *s);\n");
  project.write("a.c", "#include \"a.h\"\nint use(struct shared *s) { return s->n; }\n");
  project.write("b.cpp", "#include \"a.h\"\nint call(shared* s) { return use(s) + s->n; }\n");
  project.write_database("c++20");
  const Program program = extract(project).program;
  CHECK(declared(program, "shared") == "a.h:1");
  CHECK(symbols_named(program, "shared::n").size() == 1);
  CHECK(defined(program, "use") == "a.c:2");
}

TEST_CASE("a type name that several headers declare is one symbol, in whatever order they are read") {
  const FixtureProject project;
  project.write("a.h", "#pragma once\nnamespace app { using Size = unsigned; }\n");
  project.write("b.h", "#pragma once\nnamespace app { using Size = unsigned; }\n");
  project.write("ab.cpp", "#include \"a.h\"\n#include \"b.h\"\napp::Size first;\n");
  project.write("ba.cpp", "#include \"b.h\"\n#include \"a.h\"\napp::Size second;\n");
  project.write("own.cpp", "namespace app { using Own = int; }\napp::Own own;\n");
  project.write("other.cpp", "namespace app { using Own = long; }\napp::Own other;\n");
  project.write_database("c++17");
  const Program program = extract(project).program;
  const auto count = [&](const std::string& name) {
    return std::count_if(program.symbols().begin(), program.symbols().end(),
                         [&](const Symbol& symbol) { return symbol.name == name; });
  };
  CHECK(count("app::Size") == 1);
  CHECK(count("app::Own") == 2);  // of two sources that know nothing of each other
}

TEST_CASE("what the linker knows by another name is one symbol") {
  const FixtureProject project;
  project.write("a.c", "int store_load(int key) { return key; }\nint store_level = 1;\n");
  project.write("b.cpp",
                "int load(int) __asm__(\"store_load\");\nextern int level __asm__(\"store_level\");\n"
                "static int maybe(int) __attribute__((weakref(\"store_load\")));\n"
                "int all() { return load(1) + level + maybe(2); }\n");
  project.write_database("c++17");
  const Program program = extract(project).program;
  CHECK(defined(program, "store_load") == "a.c:1");
  CHECK(defined(program, "store_level") == "a.c:2");
  CHECK(symbols_named(program, "load").empty());
  CHECK(symbols_named(program, "level").empty());
  CHECK(symbols_named(program, "maybe").empty());
}

}  // namespace loadline::test
