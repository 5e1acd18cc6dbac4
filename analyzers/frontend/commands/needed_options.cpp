// The allow-list of Clang's options, by what they decide.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/needed_options.h"

#include <clang/Basic/DiagnosticIDs.h>
#include <clang/Driver/Options.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/TargetParser/Triple.h>

#include <algorithm>
#include <array>
#include <set>

namespace loadline::frontend {
namespace {

using namespace clang::driver::options;  // NOLINT: some hundred names

constexpr auto kLanguage = std::to_array<unsigned>({
    OPT_ansi,
    OPT_std_EQ,
    OPT_std_default_EQ,
    OPT_traditional_cpp,
    OPT_ftrigraphs,
    OPT_fno_trigraphs,
    OPT_ObjC,
    OPT_ObjCXX,
    OPT_faccess_control,
    OPT_fno_access_control,
    OPT_faligned_allocation,
    OPT_fno_aligned_allocation,
    OPT_faligned_new_EQ,
    OPT_altivec_src_compat,
    OPT_faltivec,
    OPT_fno_altivec,
    OPT_fapple_kext,
    OPT_fapple_pragma_pack,
    OPT_fno_apple_pragma_pack,
    OPT_fxl_pragma_pack,
    OPT_fno_xl_pragma_pack,
    OPT_fasm,
    OPT_fno_asm,
    OPT_fasm_blocks,
    OPT_fno_asm_blocks,
    OPT_fgnu_inline_asm,
    OPT_fno_gnu_inline_asm,
    OPT_fasync_exceptions,
    OPT_fno_async_exceptions,
    OPT_fblocks,
    OPT_fno_blocks,
    OPT_fborland_extensions,
    OPT_fno_borland_extensions,
    OPT_fbracket_depth_EQ,
    OPT_fbuiltin,
    OPT_fno_builtin,
    OPT_fno_builtin_,
    OPT_fchar8__t,
    OPT_fno_char8__t,
    OPT_fcheck_new,
    OPT_fno_check_new,
    OPT_fcomplete_member_pointers,
    OPT_fno_complete_member_pointers,
    OPT_fconstexpr_depth_EQ,
    OPT_fconstexpr_steps_EQ,
    OPT_fcoroutines,
    OPT_fno_coroutines,
    OPT_fcoro_aligned_allocation,
    OPT_fno_coro_aligned_allocation,
    OPT_fcxx_exceptions,
    OPT_fno_cxx_exceptions,
    OPT_fexceptions,
    OPT_fno_exceptions,
    OPT_fignore_exceptions,
    OPT_fseh_exceptions,
    OPT_fsjlj_exceptions,
    OPT_fdwarf_exceptions,
    OPT_fwasm_exceptions,
    OPT_fdeclspec,
    OPT_fno_declspec,
    OPT_fdefine_target_os_macros,
    OPT_fno_define_target_os_macros,
    OPT_fdelayed_template_parsing,
    OPT_fno_delayed_template_parsing,
    OPT_fdigraphs,
    OPT_fno_digraphs,
    OPT_fdollars_in_identifiers,
    OPT_fno_dollars_in_identifiers,
    OPT_fdouble_square_bracket_attributes,
    OPT_fno_double_square_bracket_attributes,
    OPT_fenable_matrix,
    OPT_fexperimental_library,
    OPT_fno_experimental_library,
    OPT_fextend_args_EQ,
    OPT_ffast_math,
    OPT_fno_fast_math,
    OPT_ffinite_math_only,
    OPT_fno_finite_math_only,
    OPT_ffixed_point,
    OPT_fno_fixed_point,
    OPT_ffp_eval_method_EQ,
    OPT_ffreestanding,
    OPT_fhosted,
    OPT_fgnu_keywords,
    OPT_fno_gnu_keywords,
    OPT_fgnu89_inline,
    OPT_fno_gnu89_inline,
    OPT_fgnuc_version_EQ,
    OPT_fheinous_gnu_extensions,
    OPT_fkeep_static_consts,
    OPT_flax_vector_conversions_EQ,
    OPT_fmath_errno,
    OPT_fno_math_errno,
    OPT_fms_compatibility,
    OPT_fno_ms_compatibility,
    OPT_fms_compatibility_version,
    OPT_fms_extensions,
    OPT_fno_ms_extensions,
    OPT_fmsc_version,
    OPT_fms_define_stdc,
    OPT_fms_volatile,
    OPT_fno_ms_volatile,
    OPT_fms_runtime_lib_EQ,
    OPT_fno_knr_functions,
    OPT_fopenacc,
    OPT_fopenmp,
    OPT_fopenmp_EQ,
    OPT_fno_openmp,
    OPT_fopenmp_simd,
    OPT_fno_openmp_simd,
    OPT_fopenmp_version_EQ,
    OPT_foperator_arrow_depth_EQ,
    OPT_foperator_names,
    OPT_fno_operator_names,
    OPT_fpascal_strings,
    OPT_fno_pascal_strings,
    OPT_fpermissive,
    OPT_fno_permissive,
    OPT_fraw_string_literals,
    OPT_fno_raw_string_literals,
    OPT_frelaxed_template_template_args,
    OPT_fno_relaxed_template_template_args,
    OPT_frtti,
    OPT_fno_rtti,
    OPT_frtti_data,
    OPT_fno_rtti_data,
    OPT_fsized_deallocation,
    OPT_fno_sized_deallocation,
    OPT_fstrict_flex_arrays_EQ,
    OPT_ftemplate_depth_EQ,
    OPT_fthreadsafe_statics,
    OPT_fno_threadsafe_statics,
    OPT_fwritable_strings,
    OPT_fzvector,
    OPT_fno_zvector,
    OPT_pthread,
    OPT_pthreads,
});

// The m group (-m32, -mabi=, -mavx2) comes on top.
constexpr auto kTarget = std::to_array<unsigned>({
    OPT_target,
    OPT_arch,
    OPT_driver_mode,
    OPT_fclang_abi_compat_EQ,
    OPT_fcxx_abi_EQ,
    OPT_fforce_enable_int128,
    OPT_fno_force_enable_int128,
    OPT_fms_memptr_rep_EQ,
    OPT_fnew_alignment_EQ,
    OPT_fpack_struct,
    OPT_fpack_struct_EQ,
    OPT_fno_pack_struct,
    OPT_fpcc_struct_return,
    OPT_freg_struct_return,
    OPT_fshort_enums,
    OPT_fno_short_enums,
    OPT_fshort_wchar,
    OPT_fno_short_wchar,
    OPT_fsigned_bitfields,
    OPT_funsigned_bitfields,
    OPT_fsigned_char,
    OPT_fno_signed_char,
    OPT_funsigned_char,
    OPT_fno_unsigned_char,
    OPT_fvisibility_EQ,
    OPT_fvisibility_ms_compat,
    OPT_fvisibility_inlines_hidden,
    OPT_fno_visibility_inlines_hidden,
    OPT_fvisibility_inlines_hidden_static_local_var,
    OPT_fno_visibility_inlines_hidden_static_local_var,
    OPT_fvisibility_global_new_delete_EQ,
    OPT_fvisibility_global_new_delete_hidden,
    OPT_fvisibility_from_dllstorageclass,
    OPT_fno_visibility_from_dllstorageclass,
    OPT_fvisibility_dllexport_EQ,
    OPT_fvisibility_externs_dllimport_EQ,
    OPT_fvisibility_externs_nodllstorageclass_EQ,
    OPT_fvisibility_nodllstorageclass_EQ,
});

constexpr auto kMacrosAndIncludes = std::to_array<unsigned>({
    OPT_D,
    OPT_U,
    OPT_undef,
    OPT_I,
    OPT_I_,
    OPT_F,
    OPT_include,
    OPT_imacros,
    OPT_iquote,
    OPT_isystem,
    OPT_isystem_after,
    OPT_cxx_isystem,
    OPT_stdlibxx_isystem,
    OPT_idirafter,
    OPT_iframework,
    OPT_iframeworkwithsysroot,
    OPT_iprefix,
    OPT_iwithprefix,
    OPT_iwithprefixbefore,
    OPT_iwithsysroot,
    OPT_isysroot,
    OPT__sysroot_EQ,
    OPT_system_header_prefix,
    OPT_no_system_header_prefix,
    OPT_index_header_map,
    OPT_embed_dir_EQ,
    OPT_nostdinc,
    OPT_nostdincxx,
    OPT_nostdlibinc,
    OPT_nobuiltininc,
    OPT_ibuiltininc,
    OPT_stdlib_EQ,
    OPT_gcc_toolchain,
    OPT_gcc_install_dir_EQ,
    OPT_gcc_triple_EQ,
    OPT_fmacro_prefix_map_EQ,
    OPT_ffile_prefix_map_EQ,
});

// What only the front end understands.
constexpr auto kFrontEnd = std::to_array<unsigned>({
    OPT_internal_isystem,
    OPT_internal_externc_isystem,
    OPT_c_isystem,
    OPT_nostdsysteminc,
    OPT_fdeprecated_macro,
    OPT_fno_deprecated_macro,
    OPT_fno_wchar,
    OPT_fwchar_type_EQ,
    OPT_fsigned_wchar,
    OPT_fno_signed_wchar,
    OPT_fconst_strings,
    OPT_fno_const_strings,
    OPT_fms_kernel,
    OPT_static_define,
    OPT_target_cpu,
    OPT_target_feature,
    OPT_target_abi,
    OPT_tune_cpu,
    OPT_fbracket_depth,
    OPT_fno_bitfield_type_align,
    OPT_fnative_half_type,
    OPT_fnative_half_arguments_and_returns,
    OPT_fdefault_calling_conv_EQ,
    OPT_fno_dllexport_inlines,
    OPT_fno_math_builtin,
    OPT_aligned_alloc_unavailable,
    OPT_exception_model,
    OPT_vtordisp_mode_EQ,
    OPT_fexperimental_max_bitint_width_EQ,
    OPT_mregparm,
    OPT_mfloat_abi,
});

const std::set<unsigned>& needed_by(OptionReader reader) {
  const auto collect = [](OptionReader who) {
    std::set<unsigned> ids(kLanguage.begin(), kLanguage.end());
    ids.insert(kTarget.begin(), kTarget.end());
    ids.insert(kMacrosAndIncludes.begin(), kMacrosAndIncludes.end());
    if (who == OptionReader::front_end) ids.insert(kFrontEnd.begin(), kFrontEnd.end());
    return ids;
  };
  static const std::set<unsigned> driver = collect(OptionReader::driver);
  static const std::set<unsigned> front_end = collect(OptionReader::front_end);
  return reader == OptionReader::driver ? driver : front_end;
}

// Some warnings are errors unless they are turned off: -Wno-c++11-narrowing, -Wno-error=register.
bool turns_an_error_off(llvm::StringRef warning) {
  if (!warning.consume_front("no-")) return false;
  warning.consume_front("error=");
  clang::IntrusiveRefCntPtr<clang::DiagnosticIDs> all(new clang::DiagnosticIDs);
  llvm::SmallVector<clang::diag::kind, 64> members;
  if (all->getDiagnosticsInGroup(clang::diag::Flavor::WarningOrError, warning, members)) return false;
  return std::any_of(members.begin(), members.end(),
                     [](clang::diag::kind member) { return clang::DiagnosticIDs::isDefaultMappingAsError(member); });
}

// Sanitizers that code can ask for by __has_feature. To the front end the option is a list of names, no more.
bool is_feature_of_code(const llvm::opt::Arg& argument) {
  return std::all_of(argument.getValues().begin(), argument.getValues().end(),
                     [](llvm::StringRef name) { return name == "address" || name == "thread" || name == "memory"; });
}

bool is_known_mode(llvm::StringRef mode) { return mode == "gcc" || mode == "g++"; }

bool is_readable_language(llvm::StringRef language) {
  constexpr std::array<llvm::StringLiteral, 15> kLanguages = {"none",
                                                              "c",
                                                              "cpp-output",
                                                              "c-header",
                                                              "c++",
                                                              "c++-header",
                                                              "c++-module",
                                                              "c++-user-header",
                                                              "c++-system-header",
                                                              "c++-cpp-output",
                                                              "objective-c",
                                                              "objective-c-header",
                                                              "objective-c++",
                                                              "objective-c++-header",
                                                              "c++-module-cpp-output"};
  return std::find(kLanguages.begin(), kLanguages.end(), language) != kLanguages.end();
}

}  // namespace

bool is_host_target(llvm::StringRef triple) {
  const llvm::Triple target(llvm::Triple::normalize(triple));
  return !target.isNVPTX() && !target.isAMDGPU() && !target.isSPIR() && !target.isSPIRV() && !target.isDXIL();
}

bool parsing_needs(const llvm::opt::Arg& argument, OptionReader reader) {
  const llvm::opt::Option& option = argument.getOption();
  const llvm::StringRef value = argument.getNumValues() > 0 ? argument.getValue() : "";
  const unsigned id = option.getID();
  if (id == OPT_x) return reader == OptionReader::driver && is_readable_language(value);
  if (id == OPT_driver_mode) return is_known_mode(value);
  if (id == OPT_target) return reader == OptionReader::driver && is_host_target(value);
  if (id == OPT_fsanitize_EQ) return reader == OptionReader::front_end && is_feature_of_code(argument);
  if (id == OPT_W_Joined) return turns_an_error_off(value);
  if (reader == OptionReader::driver && option.matches(OPT_m_Group)) return true;
  return needed_by(reader).contains(id);
}

}  // namespace loadline::frontend
