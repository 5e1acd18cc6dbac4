// Clean-up of compile arguments, by Clang's own option table.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/arguments.h"

#include <clang/Driver/Options.h>
#include <llvm/Option/ArgList.h>
#include <llvm/Option/OptTable.h>

#include <algorithm>
#include <string_view>

#include "analyzers/frontend/commands/cl_arguments.h"
#include "analyzers/frontend/commands/preprocessor_words.h"
#include "analyzers/frontend/commands/response_files.h"

namespace loadline::frontend {
namespace {

namespace options = clang::driver::options;

// Why an option is dropped; no reason for those that are kept.
struct Drop {
  std::string_view reason;
  bool matters = false;
};

bool is_any_of(const llvm::opt::Option& option, std::initializer_list<unsigned> ids) {
  return std::any_of(ids.begin(), ids.end(), [&](unsigned id) { return option.matches(id); });
}

bool is_output(const llvm::opt::Option& option) {
  return is_any_of(option, {options::OPT_o, options::OPT_c, options::OPT_S, options::OPT_E, options::OPT_M_Group,
                            options::OPT_MF, options::OPT_MT, options::OPT_MQ, options::OPT_MD, options::OPT_MMD,
                            options::OPT_MJ, options::OPT_MP, options::OPT_save_temps, options::OPT_save_temps_EQ,
                            options::OPT_pipe, options::OPT_fsyntax_only, options::OPT_emit_llvm, options::OPT_v});
}

bool is_code_generation(const llvm::opt::Option& option) {
  return is_any_of(option, {options::OPT_O_Group,
                            options::OPT_g_Group,
                            options::OPT_fsanitize_EQ,
                            options::OPT_fno_sanitize_EQ,
                            options::OPT_fPIC,
                            options::OPT_fpic,
                            options::OPT_fPIE,
                            options::OPT_fpie,
                            options::OPT_fno_PIC,
                            options::OPT_fno_pic,
                            options::OPT_fno_PIE,
                            options::OPT_fno_pie,
                            options::OPT_flto,
                            options::OPT_flto_EQ,
                            options::OPT_fno_lto,
                            options::OPT_coverage,
                            options::OPT_ftest_coverage,
                            options::OPT_fprofile_arcs,
                            options::OPT_pg,
                            options::OPT_fprofile_instr_generate,
                            options::OPT_fcoverage_mapping});
}

bool is_linking(const llvm::opt::Option& option) {
  return is_any_of(option, {options::OPT_Link_Group, options::OPT_l, options::OPT_L, options::OPT_shared,
                            options::OPT_static, options::OPT_rdynamic, options::OPT_pie, options::OPT_nopie});
}

bool loads_code(const llvm::opt::Arg& argument) {
  const llvm::opt::Option& option = argument.getOption();
  return is_any_of(
      option, {options::OPT_fplugin_EQ, options::OPT_fpass_plugin_EQ, options::OPT_plugin_arg, options::OPT_B,
               options::OPT_specs, options::OPT_specs_EQ, options::OPT_mllvm, options::OPT_config,
               options::OPT_ccc_gcc_name, options::OPT_fuse_ld_EQ, options::OPT_Xassembler, options::OPT_Wa_COMMA});
}

Drop drop_of(const llvm::opt::Arg& argument) {
  const llvm::opt::Option& option = argument.getOption();
  if (option.getKind() == llvm::opt::Option::UnknownClass) return {"unknown to Clang", true};
  if (is_output(option)) return {"names an output or a stage"};
  if (loads_code(argument)) return {"would load or configure code that parsing does not need"};
  if (is_code_generation(option)) return {"only affects code generation"};
  if (is_any_of(option, {options::OPT_W_Group, options::OPT_w, options::OPT_pedantic_Group, options::OPT_R_Group,
                         options::OPT_fdiagnostics_color_EQ, options::OPT_fcolor_diagnostics,
                         options::OPT_fno_color_diagnostics, options::OPT_ferror_limit_EQ})) {
    return {"only affects warnings and messages"};
  }
  if (is_linking(option)) return {"only affects linking"};
  if (is_any_of(option, {options::OPT_include_pch, options::OPT_emit_pch, options::OPT_fpch_preprocess})) {
    return {"a precompiled header of another compiler"};
  }
  return {};
}

// `-Xclang -include-pch -Xclang file` and friends: pairs that reach the compiler behind the driver's back.
bool is_unwanted_cc1(llvm::StringRef value) {
  return value == "-include-pch" || value == "-emit-pch" || value == "-load" || value == "-add-plugin" ||
         value == "-plugin" || value.starts_with("-plugin-arg") || value.starts_with("-fplugin");
}

std::vector<std::string> without_unwanted_cc1(std::vector<std::string> arguments,
                                              std::vector<ArgumentChange>& changes) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool pair = arguments[i] == "-Xclang" && i + 1 < arguments.size();
    if (!pair || !is_unwanted_cc1(arguments[i + 1])) {
      result.push_back(arguments[i]);
      continue;
    }
    changes.push_back({"-Xclang " + arguments[i + 1], "would load code or a precompiled header", "", 0, false});
    i += 1;
    const bool has_value =
        i + 2 < arguments.size() && arguments[i + 1] == "-Xclang" && !arguments[i + 2].starts_with("-");
    if (has_value && arguments[i] != "-emit-pch") i += 2;
  }
  return result;
}

}  // namespace

CleanArguments clean_arguments(std::vector<std::string> arguments, const std::string& directory) {
  CleanArguments clean;
  if (arguments.empty()) return clean;
  arguments = with_response_files(arguments, directory, clean.changes);
  if (is_cl_command(arguments)) arguments = from_cl_arguments(arguments, directory, clean.changes);
  arguments = without_unwanted_cc1(with_plain_options(arguments, clean.changes), clean.changes);
  clean.arguments.push_back(arguments.front());

  std::vector<const char*> words;
  for (std::size_t i = 1; i < arguments.size(); ++i) words.push_back(arguments[i].c_str());
  unsigned missing_index = 0, missing_count = 0;
  const llvm::opt::InputArgList parsed = clang::driver::getDriverOptTable().ParseArgs(
      words, missing_index, missing_count, llvm::opt::Visibility(options::ClangOption));
  if (missing_count > 0) {
    clean.changes.push_back({words[missing_index], "has no value", "", 0, true});
  }
  for (const llvm::opt::Arg* argument : parsed) {
    if (argument->getOption().getKind() == llvm::opt::Option::InputClass) {
      const std::string input = argument->getValue();
      if (input.starts_with("@")) {
        clean.changes.push_back({input, "response file is missing or includes itself", "", 0, true});
      } else {
        clean.inputs.push_back(input);
      }
      continue;
    }
    if (argument->getOption().matches(options::OPT__DASH_DASH)) {  // nothing but inputs after it
      clean.inputs.insert(clean.inputs.end(), argument->getValues().begin(), argument->getValues().end());
      continue;
    }
    llvm::opt::ArgStringList rendered;
    argument->render(parsed, rendered);
    const Drop drop = drop_of(*argument);
    if (drop.reason.empty()) {
      clean.arguments.insert(clean.arguments.end(), rendered.begin(), rendered.end());
    } else {
      // Names of outputs differ from command to command; the option is what tells.
      const std::string shown =
          is_output(argument->getOption()) ? argument->getSpelling().str() : argument->getAsString(parsed);
      clean.changes.push_back({shown, std::string(drop.reason), "", 0, drop.matters});
    }
  }
  return clean;
}

}  // namespace loadline::frontend
