// What the sanitizer is not to count: memory that libraries lose, not we. Part of each program, and empty without the sanitizer.
// SPDX-License-Identifier: Apache-2.0
#if defined(__has_feature)
#define LOADLINE_SEES_LEAKS __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define LOADLINE_SEES_LEAKS 1
#else
#define LOADLINE_SEES_LEAKS 0
#endif

#if LOADLINE_SEES_LEAKS

// Graphviz loses its configuration, and the graph in which it ranks nodes again (by libcgraph and libcdt); fontconfig, which it
// asks for the width of text, the fonts that it read. Clang 19 loses what it noted of a failed template argument deduction when
// it instantiates certain classes of RESTinio (MakeDeductionFailureInfo in Sema::InstantiateClassTemplateSpecialization); such
// stacks end in LLVM's vector.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libgvc\nleak:libcgraph\nleak:libcdt\nleak:libfontconfig\nleak:llvm::SmallVectorBase\n";
}
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }

#endif
