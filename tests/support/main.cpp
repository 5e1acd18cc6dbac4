// The entry point of every test program.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#ifdef __SANITIZE_ADDRESS__
// Graphviz loses its configuration. Clang 19 loses what it noted of a failed template argument deduction when it instantiates certain classes of RESTinio
// (MakeDeductionFailureInfo in Sema::InstantiateClassTemplateSpecialization). Such stacks end in LLVM's vector.
extern "C" const char* __lsan_default_suppressions() { return "leak:libgvc\nleak:llvm::SmallVectorBase\n"; }
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
#endif
