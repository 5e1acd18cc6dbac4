// What a source says, in the words that Clang's lexer takes: UTF-8, slashes in includes, and header units as includes.
// SPDX-License-Identifier: Apache-2.0
//
//   import <vector>;            #/**/import <vector>      a header unit gives what its header gives, macros too
//   export import "store.h";    #/**/import "store.h"     lines stay as they are; columns may not
//   #include "b\store.h"        #include "b/store.h"        as Visual C++ reads it
//   UTF-16 after its mark       UTF-8
#pragma once

#include <llvm/ADT/StringRef.h>

#include <optional>
#include <string>

namespace loadline::frontend {

// Between '#' and "import" where a header unit was imported.
inline constexpr llvm::StringLiteral kHeaderUnitMark = "/**/";

// nullopt when the content is fine as it is, which is nearly always.
std::optional<std::string> readable_text(llvm::StringRef content);

}  // namespace loadline::frontend
