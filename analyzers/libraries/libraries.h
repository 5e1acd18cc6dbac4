// What is known about libraries: who registers handlers, what blocks, what defers, what is infrastructure. Data, not code.
// SPDX-License-Identifier: Apache-2.0
//
// The data are the YAML files beside this one, built into the binary. Names are as in SymbolFact: qualified, without
// template arguments and inline namespaces ("crow::Crow::route"). A name may end in "*" ("prometheus::*"), and
// "a::{b,c}" stands for two names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/libraries/apis.h"
#include "analyzers/libraries/name_map.h"
#include "analyzers/words/user_error.h"

namespace loadline {

enum class Threading : std::uint8_t { threads, event_loop };                 // where a framework runs its handlers
enum class HandlerLifetime : std::uint8_t { process, connection, request };  // how long a handler object lives
std::string_view name_of(HandlerLifetime lifetime);

struct Framework {
  std::string name;
  Threading threading = Threading::threads;
  HandlerLifetime lifetime = HandlerLifetime::process;
  std::string configured_by;  // the constant of a handler's class that names its section in a configuration file
};

inline constexpr int kItsClass = -3;  // the handler is the class whose member function the registration is in

// A call that binds a path to a handler. Argument numbers count from 0.
struct Registration {
  std::uint32_t framework = 0;
  int path = kNoArgument;
  int handler = kNoArgument;
  int method = kNoArgument;  // argument that holds the method
  std::string method_name;   // "GET"; "" when it is in an argument or can be any
  std::vector<std::string>
      path_calls;  // the path is argument 0 of such a call: earlier in the chain, or made the object
  std::vector<std::string> method_calls;  // the methods are arguments of such a call in the chain
  std::string default_method;             // when none of them is there
  std::vector<std::string> prefix_calls;  // argument 0 of the call that made the object goes before the path
  int class_prefix = kNoArgument;         // when this argument is true, the class of the handler goes before the path
  int closure_parameter = kNoArgument;    // of the handler: what was given with the registration, for all calls
  int target_parameter = kNoArgument;     // of the handler: the request's target
  int method_parameter = kNoArgument;     // of the handler: the request's method
};

// A member function whose overrides handle requests.
struct HandlerBase {
  std::uint32_t framework = 0;
  std::string method_name;  // "" when it can be any method
};

// Classes whose overrides are remote procedures: those derived from `base`, or those whose name ends in `suffix` and
// that have a neighbour whose name ends in `neighbour` instead.
struct RpcClass {
  std::uint32_t framework = 0;
  std::string base, suffix, neighbour;
};

// A function that asks for the next call: `RequestSay` of the class `WithAsyncMethod_Say`.
struct RpcRequest {
  std::uint32_t framework = 0;
  std::string holder, function;  // what their names begin with
};

// Fields of a class whose names begin with `prefix` hold a lambda that describes the handler named by the rest: it assigns
// path and method to these fields.
struct EndpointFields {
  std::uint32_t framework = 0;
  std::string prefix, path, method;
  std::vector<std::string> base_calls;  // constructors of the class's base: argument `base_path` goes before the path
  int base_path = kNoArgument;
};

enum class RequestPart : std::uint8_t { target, method };

// A function that returns, or a field that holds, a part of the request.
struct RequestSource {
  std::uint32_t framework = 0;
  RequestPart part = RequestPart::target;
};

// A function that compares the request's target with a pattern.
struct Matcher {
  std::uint32_t framework = 0;
  int pattern = 0;
};

// `object.member[path][method] = handler`
struct SubscriptTable {
  std::uint32_t framework = 0;
  bool has_paths = true;  // else `object.member[method] = handler`, for every path that no route takes
};

// `outer.mount(inner)`: what goes before the paths of `outer` also goes before those of argument `inner`.
struct Mount {
  std::uint32_t framework = 0;
  int inner = 0;
};

struct BlockingCall {
  std::string category;  // "sleep", "http client", "database", …
  std::string advice;
  bool is_bounded = false;  // the call itself is given a time limit
  bool is_for_loops =
      false;  // it matters on an event loop alone: a file is read at once, but all others wait meanwhile
  bool is_on_descriptor = false;      // it does not wait if its descriptor is non-blocking
  bool is_general = false;            // stands for all functions of a client, of which some only make or show an object
  int limit_argument = kNoArgument;   // a number of milliseconds, or a null pointer for none
  int unless_argument = kNoArgument;  // it does not wait when this argument, or its field, has these bits
  std::string unless_field;
  std::int64_t unless_bits = 0;
};

// Makes a descriptor non-blocking, if the argument has the bits.
struct NonBlockingCall {
  int argument = kNoArgument;
  std::int64_t bits = 0;
  bool also_unknown = false;  // an argument that is no constant counts, too
};

// A call that writes a file.
struct FileOperation {
  int file = kNoArgument;
  int mode = kNoArgument;
  bool writes_by_default = false;
  std::string takes;  // how the parameters begin: distinguishes remove(const char*) from the algorithm
};

// Calls to other machines of one kind, and what limits their time.
struct Outgoing {
  std::string kind;  // "HTTP", "RPC", "socket", …
  std::string advice;
  std::vector<std::string> limits;   // functions
  std::vector<std::string> options;  // values of argument 1 that count; empty: any call of a limit does
  int carrier = kNoArgument;         // the argument of the call whose object the limit is set on, call for call
};

// A call that says where a request to another service goes.
struct RequestCall {
  int path = kNoArgument;  // of a path or URL
  int method = kNoArgument;
  std::string method_name;      // "GET"; "" when it is in an argument or not known
  int condition = kNoArgument;  // only calls where this argument is the constant `condition_text`
  std::string condition_text;
};

// Classes that programs write for themselves, known by the words of their names: the last word is one of `last`, and one
// before it is one of `with` (if there are any) and none of `without`.
struct OwnInfrastructure {
  std::string kind;
  std::vector<std::string> last, with, without;
};

struct Libraries {
  // Defined out of line: each copy of them would be compiled by every file that has a project.
  Libraries();
  Libraries(const Libraries&);
  Libraries(Libraries&&) noexcept;
  Libraries& operator=(const Libraries&);
  Libraries& operator=(Libraries&&) noexcept;
  ~Libraries();

  std::vector<Framework> frameworks;
  NameMap<Registration> registrations;
  NameMap<HandlerBase> handler_bases;
  std::vector<RpcClass> rpc_classes;
  std::vector<EndpointFields> endpoint_fields;
  std::vector<RpcRequest> rpc_requests;
  NameMap<RequestSource> request_calls, request_fields;
  NameMap<Matcher> matchers;
  NameMap<SubscriptTable> tables;  // members
  NameMap<Mount> mounts;
  NameMap<std::uint32_t> consumers;  // functions that wait for the next message; the value is the framework
  NameMap<int> connection_parts;     // classes of which an object belongs to one connection
  NameMap<BlockingCall> blocking;    // without a category: known not to wait
  NameMap<NonBlockingCall> non_blocking;
  NameMap<FileOperation> file_writes;
  std::vector<Outgoing> outgoing;
  NameMap<std::uint32_t> outgoing_calls;  // into `outgoing`
  NameMap<RequestCall> requests;
  NameMap<int> deferring;               // the callable that such a call takes runs later, elsewhere
  NameMap<int> binding;                 // std::bind and its like: argument 0 is the callable, the rest are bound
  NameMap<std::string> infrastructure;  // functions and classes by kind ("logger"): what they change is not state
  NameMap<int> harmless;                // library functions that change nothing although they could
  NameMap<int> changing;                // library functions that change what they get by reference
  NameMap<int> once;                    // the callable that such a call takes runs once in the life of the process
  NameMap<int> concurrent;              // containers that several threads may change at once, also by their last name
  std::vector<OwnInfrastructure> own_infrastructure;
  Apis apis;  // what services are built with: loggers, metrics, configuration, stores, …
};

// What is wrong in a model, and where.
class LibraryError : public UserError {
 public:
  LibraryError(std::string message, std::uint32_t at_line, std::uint32_t at_column)
      : UserError(std::move(message), "analyzers/libraries has examples"), line(at_line), column(at_column) {}
  std::uint32_t line, column;  // from 1; 0: not known
};

// Adds what `yaml` says, or what it says under the key `section`. `name` goes before messages, when it is not empty.
// Throws LibraryError for what is not a model.
void add_libraries(const std::string& yaml, const std::string& name, Libraries& libraries,
                   const std::string& section = "");

// The models built into the binary; read once.
const Libraries& built_in_libraries();

}  // namespace loadline
