// The entry point of every test program.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#ifdef __SANITIZE_ADDRESS__
// Clang 19 loses what it noted of a failed template argument deduction when it instantiates certain classes of RESTinio
// (MakeDeductionFailureInfo in Sema::InstantiateClassTemplateSpecialization). Such stacks end in LLVM's vector.
extern "C" const char* __lsan_default_suppressions() { return "leak:llvm::SmallVectorBase\n"; }
#endif
