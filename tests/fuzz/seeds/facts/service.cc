// A small service with what facts can hold; tests/fuzz/run makes the seeds of the target `facts` of it.
// SPDX-License-Identifier: Apache-2.0
#define LIMIT 3

namespace app {

enum class Verb { get, put };

struct Error {
  const char* text;
};

class Store {
 public:
  virtual ~Store() {}
  virtual int put(const char* key, int value) = 0;
};

class MemoryStore final : public Store {
 public:
  int put(const char* key, int value) override {
    if (key == nullptr) throw Error{"no key"};
    values_[value % LIMIT] = value;  // loadline: allow(stateful-handler) a test
    return ++count_;
  }

 private:
  int values_[LIMIT] = {};
  int count_ = 0;
};

static int requests = 0;
thread_local int depth = 0;

template <class T>
T larger(T a, T b) {
  return a < b ? b : a;
}

int handle(Verb verb, Store& store, const char* path) {
  ++requests;
  depth += 1;
  const auto answer = [&store, path](int value) { return store.put(path, value); };
  try {
    switch (verb) {
      case Verb::get: return larger(requests, 1);
      case Verb::put: return answer(7);
    }
  } catch (const Error&) {
  }
  return 0;
}

using Handler = int (*)(Verb, Store&, const char*);

struct Route {
  const char* path;
  Handler handler;
};

Route table[] = {{"/users", handle}, {"/v1/orders", &handle}};

}  // namespace app

int main() {
  app::MemoryStore store;
  return app::table[0].handler(app::Verb::put, store, "/users");
}
