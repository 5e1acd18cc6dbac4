// The filter between compile commands and Clang. What is kept is decided in needed_options.cpp; here is why others go.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/argument_filter.h"

#include <clang/Driver/Options.h>
#include <llvm/Option/ArgList.h>
#include <llvm/Option/OptTable.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "analyzers/frontend/commands/needed_options.h"

namespace loadline::frontend {
namespace {

namespace options = clang::driver::options;
using llvm::opt::Arg;
using llvm::opt::InputArgList;

struct Drop {
  std::string_view reason;
  bool matters = false;
};

using Ids = std::initializer_list<unsigned>;

bool is_any_of(const llvm::opt::Option& option, Ids ids) {
  return std::any_of(ids.begin(), ids.end(), [&](unsigned id) { return option.matches(id); });
}

bool is_output(const llvm::opt::Option& option) {
  return is_any_of(option, {options::OPT_o,
                            options::OPT_c,
                            options::OPT_S,
                            options::OPT_E,
                            options::OPT_M_Group,
                            options::OPT_MF,
                            options::OPT_MT,
                            options::OPT_MQ,
                            options::OPT_MD,
                            options::OPT_MMD,
                            options::OPT_MJ,
                            options::OPT_MP,
                            options::OPT_save_temps,
                            options::OPT_save_temps_EQ,
                            options::OPT_pipe,
                            options::OPT_fsyntax_only,
                            options::OPT_emit_llvm,
                            options::OPT_v,
                            options::OPT_Action_Group,
                            options::OPT__serialize_diags,
                            options::OPT_save_stats_EQ,
                            options::OPT_gen_cdb_fragment_path,
                            options::OPT_d_Group});
}

// Why an option that parsing does not need is dropped, for the reader; the kinds that are met most, and those that matter.
struct DroppedKind {
  Drop drop;
  std::vector<unsigned> options;  // or groups of them
};

const std::vector<DroppedKind>& dropped_kinds() {
  static const std::vector<DroppedKind> kinds = {
      {{"would load or configure code that parsing does not need"},
       {options::OPT_fplugin_EQ, options::OPT_fpass_plugin_EQ, options::OPT_plugin_arg, options::OPT_plugin,
        options::OPT_add_plugin, options::OPT_load, options::OPT_B, options::OPT_specs, options::OPT_specs_EQ,
        options::OPT_mllvm, options::OPT_config, options::OPT_ccc_gcc_name, options::OPT_fuse_ld_EQ,
        options::OPT_Xassembler, options::OPT_Wa_COMMA}},
      {{"only affects code generation"},
       {options::OPT_O_Group,
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
        options::OPT_fcoverage_mapping}},
      {{"only affects warnings and messages"},
       {options::OPT_W_Group, options::OPT_w, options::OPT_pedantic_Group, options::OPT_R_Group,
        options::OPT_fdiagnostics_color_EQ, options::OPT_fcolor_diagnostics, options::OPT_fno_color_diagnostics,
        options::OPT_ferror_limit_EQ}},
      {{"only affects linking"},
       {options::OPT_Link_Group, options::OPT_l, options::OPT_L, options::OPT_shared, options::OPT_static,
        options::OPT_rdynamic, options::OPT_pie, options::OPT_nopie}},
      {{"a precompiled header of another compiler"},
       {options::OPT_include_pch, options::OPT_emit_pch, options::OPT_fpch_preprocess}},
      {{"a module that was built elsewhere is not loaded", true},
       {options::OPT_fmodule_file, options::OPT_fprebuilt_module_path, options::OPT_fmodule_map_file}},
      {{"headers are read as text"},
       {options::OPT_fmodules, options::OPT_fcxx_modules, options::OPT_fmodules_cache_path,
        options::OPT_fimplicit_modules, options::OPT_fimplicit_module_maps}},
      {{"code for another processor is not read", true},
       {options::OPT_offload_Group, options::OPT_cuda_Group, options::OPT_hip_Group, options::OPT_fopenmp_targets_EQ,
        options::OPT_offload_EQ, options::OPT_Xopenmp_target, options::OPT_Xopenmp_target_EQ, options::OPT_Xarch__,
        options::OPT_Xarch_device, options::OPT_Xarch_host, options::OPT_target}},
      {{"would put other files in place of those on disk", true},
       {options::OPT_ivfsoverlay, options::OPT_vfsoverlay, options::OPT_remap_file, options::OPT_remap}},
      {{"source text is read as UTF-8", true}, {options::OPT_finput_charset_EQ, options::OPT_fexec_charset_EQ}},
      {{"a language that is not read", true}, {options::OPT_x}},
      {{"relative paths start at the folder of the entry", true}, {options::OPT_working_directory}},
  };
  return kinds;
}

Drop drop_of(const llvm::opt::Option& option) {
  if (option.getKind() == llvm::opt::Option::UnknownClass) return {"unknown to Clang", true};
  if (is_output(option)) return {"names an output or a stage"};
  for (const DroppedKind& kind : dropped_kinds()) {
    for (const unsigned id : kind.options) {
      if (option.matches(id)) return kind.drop;
    }
  }
  return {"not needed to read the code"};
}

using Words = std::vector<std::string>;

// One list of options for one reader, and what was kept from it.
class Filter {
 public:
  Filter(OptionReader reader, CleanArguments& clean) : reader_(reader), clean_(clean) {}

  // `shown`: what is before the option in the command, "-Xclang ".
  void run(const Words& words, const std::string& shown) {
    std::vector<const char*> pointers;
    for (const std::string& word : words) pointers.push_back(word.c_str());
    const unsigned visible = reader_ == OptionReader::driver ? options::ClangOption : options::CC1Option;
    unsigned missing_index = 0, missing_count = 0;
    const InputArgList parsed = clang::driver::getDriverOptTable().ParseArgs(pointers, missing_index, missing_count,
                                                                             llvm::opt::Visibility(visible));
    if (missing_count > 0) clean_.changes.push_back({shown + pointers[missing_index], "has no value", "", 0, true});
    for (const Arg* argument : parsed) take(*argument, parsed, shown);
  }

  Words for_front_end;     // the words of -Xclang
  Words for_preprocessor;  // those of -Xpreprocessor and -Wp

 private:
  void take(const Arg& argument, const InputArgList& all, const std::string& shown) {
    const llvm::opt::Option& option = argument.getOption();
    if (reader_ == OptionReader::driver) {
      if (option.getKind() == llvm::opt::Option::InputClass) return take_input(argument.getValue());
      if (option.matches(options::OPT__DASH_DASH)) {  // nothing but inputs after it
        clean_.inputs.insert(clean_.inputs.end(), argument.getValues().begin(), argument.getValues().end());
        return;
      }
      if (option.matches(options::OPT_Xclang)) return add(argument, for_front_end);
      if (is_any_of(option, {options::OPT_Xpreprocessor, options::OPT_Wp_COMMA}))
        return add(argument, for_preprocessor);
    }
    if (parsing_needs(argument, reader_)) return keep(argument, all);
    if (option.getKind() == llvm::opt::Option::InputClass) return;  // the value of a dropped option
    const Drop drop = drop_of(option);
    // Names of outputs differ from command to command; the option is what counts.
    const std::string text = is_output(option) ? argument.getSpelling().str() : argument.getAsString(all);
    clean_.changes.push_back({shown + text, std::string(drop.reason), "", 0, drop.matters});
  }

  void take_input(const std::string& input) {
    if (input.starts_with("@")) {
      clean_.changes.push_back({input, "response file is missing or includes itself", "", 0, true});
    } else {
      clean_.inputs.push_back(input);
    }
  }

  static void add(const Arg& argument, Words& words) {
    words.insert(words.end(), argument.getValues().begin(), argument.getValues().end());
  }

  void keep(const Arg& argument, const InputArgList& all) {
    llvm::opt::ArgStringList rendered;
    argument.render(all, rendered);
    // An alias is known by one of the two readers only.
    const bool is_the_drivers =
        reader_ == OptionReader::driver ||
        (argument.getAlias() == nullptr && argument.getOption().hasVisibilityFlag(options::ClangOption) &&
         !argument.getOption().matches(options::OPT_fsanitize_EQ));
    for (const char* word : rendered) {
      if (!is_the_drivers) clean_.arguments.emplace_back("-Xclang");
      clean_.arguments.emplace_back(word);
    }
  }

  OptionReader reader_;
  CleanArguments& clean_;
};

}  // namespace

CleanArguments filter_arguments(const std::vector<std::string>& arguments) {
  CleanArguments clean;
  if (arguments.empty()) return clean;
  clean.arguments.push_back(arguments.front());
  Filter driver(OptionReader::driver, clean);
  driver.run({arguments.begin() + 1, arguments.end()}, "");
  Filter(OptionReader::front_end, clean).run(driver.for_preprocessor, "-Xpreprocessor ");
  Filter(OptionReader::front_end, clean).run(driver.for_front_end, "-Xclang ");
  return clean;
}

}  // namespace loadline::frontend
