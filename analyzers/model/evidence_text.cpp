// Evidence in words.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/evidence_text.h"

namespace loadline {

std::string_view verb_of(ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::include: return "includes";
    case ReferenceKind::import_: return "imports";
    case ReferenceKind::forward_declare: return "forward-declares";
    case ReferenceKind::type: return "names type";
    case ReferenceKind::inherit: return "inherits from";
    case ReferenceKind::override_: return "overrides";
    case ReferenceKind::call: return "calls";
    case ReferenceKind::construct: return "constructs";
    case ReferenceKind::read: return "reads";
    case ReferenceKind::write: return "writes";
    case ReferenceKind::take_address: return "takes the address of";
    case ReferenceKind::template_argument: return "uses as template argument";
    case ReferenceKind::macro: return "expands macro";
    case ReferenceKind::friend_: return "befriends";
    case ReferenceKind::throw_: return "throws";
    case ReferenceKind::catch_: return "catches";
  }
  return "uses";
}

std::string describe(const Program& program, const Evidence& evidence) {
  std::string text;
  if (evidence.from != kNone) text = std::string(program.symbols()[evidence.from].name) + " ";
  text += verb_of(evidence.kind);
  text += ' ';
  if (evidence.to != kNone) return text.append(program.symbols()[evidence.to].name);
  if (evidence.to_file != kNone) return text.append(program.files()[evidence.to_file].path);
  return text + "(unknown)";
}

}  // namespace loadline
