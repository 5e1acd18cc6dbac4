// Parses one TU: a Clang front-end action whose consumer walks the AST once it is complete.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/unit_parser.h"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/MultiplexConsumer.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <clang/Sema/Sema.h>
#include <clang/Sema/SemaConsumer.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>
#include <deque>

#include "analyzers/facts/sorted_facts.h"
#include "analyzers/frontend/commands/parse_options.h"
#include "analyzers/frontend/record/body_recorder.h"
#include "analyzers/frontend/record/fact_writer.h"
#include "analyzers/frontend/record/mark_reader.h"
#include "analyzers/frontend/record/preprocessor_recorder.h"
#include "analyzers/frontend/record/problem_collector.h"
#include "analyzers/frontend/record/reference_recorder.h"
#include "analyzers/frontend/record/symbol_table.h"
#include "analyzers/frontend/scan/stored_result.h"

namespace loadline::frontend {
namespace {

constexpr std::size_t kMaxInstantiations = 20000;  // per TU; recursive templates need a bound

// What the recorders need while Clang works, and the facts when it is done.
struct Recording {
  const UnitRequest& request;
  const FilePaths& paths;
  const UnitScan* scan;  // what the unit includes, where callbacks do not say because of a precompiled header
  llvm::StringSet<> owned;
  ProblemCollector problems;
  TuFacts facts;
  std::uint64_t memory = 0;          // that Clang held at the end
  std::string* interface = nullptr;  // where the writer puts it
};

class Consumer : public clang::SemaConsumer {
 public:
  Consumer(clang::CompilerInstance& compiler, Recording& recording)
      : compiler_(compiler),
        recording_(recording),
        writer_(compiler.getSourceManager(), compiler.getPreprocessor().getHeaderSearchInfo(), recording.paths,
                recording.owned),
        symbols_(writer_, compiler.getASTContext()),
        bodies_(writer_, symbols_),
        references_(
            writer_, symbols_, [this](const clang::FunctionDecl& function) { bodies_.record(function); },
            [this](const clang::DeclaratorDecl& variable, const clang::Expr* init) {
              bodies_.record_initializer(variable, init);
            },
            [this](const clang::FunctionDecl& function) { enqueue(function); }),
        marks_(make_mark_reader(writer_)) {
    watch_preprocessor(compiler.getPreprocessor(), writer_, notes_);
    compiler.getPreprocessor().addCommentHandler(marks_.get());
  }
  ~Consumer() override { compiler_.getPreprocessor().removeCommentHandler(marks_.get()); }

  void InitializeSema(clang::Sema& sema) override { sema_ = &sema; }
  void ForgetSema() override { sema_ = nullptr; }

  bool HandleTopLevelDecl(clang::DeclGroupRef) override {
    if (sema_ != nullptr && scope_ == nullptr) scope_ = sema_->TUScope;
    return true;
  }

  bool shouldSkipFunctionBody(clang::Decl* decl) override { return writer_.may_skip_body(*decl); }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    if (recording_.scan != nullptr) writer_.includes().complete_from(*recording_.scan, compiler_.getFileManager());
    references_.record_translation_unit(context);
    record_instantiations();
    if (const clang::Module* module = context.getCurrentNamedModule()) note_own_module(*module);
    find_modules();
    record_preprocessor_facts(notes_, compiler_.getPreprocessor(), writer_, symbols_, references_);
    recording_.problems.record(context, writer_);
    recording_.facts = std::move(writer_.facts);
    sort_facts(recording_.facts);
    recording_.memory = context.getASTAllocatedMemory() + context.getSideTableAllocatedMemory() +
                        compiler_.getPreprocessor().getTotalMemory() +
                        compiler_.getSourceManager().getMemoryBufferSizes().malloc_bytes;
  }

 private:
  // `module m;` imports the interface of m.
  void note_own_module(const clang::Module& module) {
    if (!module.isModuleImplementation() || module.DefinitionLoc.isInvalid()) return;
    PreprocessorNotes::Inclusion import{module.DefinitionLoc, module.Name, "", "", {}, false, ImportKind::own};
    notes_.inclusions.push_back(std::move(import));
  }

  void find_modules() {
    for (PreprocessorNotes::Inclusion& inclusion : notes_.inclusions) {
      const auto source = recording_.request.module_sources.find(inclusion.spelling);
      const bool is_module = inclusion.import_kind != ImportKind::none && inclusion.import_kind != ImportKind::header;
      if (!is_module || source == recording_.request.module_sources.end()) continue;
      inclusion.target = compiler_.getFileManager().getOptionalFileRef(source->second);
    }
  }

  // Only what Clang would instantiate itself at the end of the TU. What a template mentions that nobody instantiates need
  // not even compile here.
  void enqueue(const clang::FunctionDecl& function) {
    if (!function.isUsed(/*CheckUsedAttr=*/false)) return;
    if (known_.size() < kMaxInstantiations && known_.insert(&function).second) queue_.push_back(&function);
  }

  void record_instantiations() {
    if (sema_ == nullptr) return;
    sema_->TUScope = scope_;  // a TU prefix drops it, and instantiation may have to declare a built-in
    while (!queue_.empty()) {
      auto* function = const_cast<clang::FunctionDecl*>(queue_.front());
      queue_.pop_front();
      if (!function->isDefined() && function->getTemplateSpecializationKind() == clang::TSK_ImplicitInstantiation) {
        sema_->InstantiateFunctionDefinition(function->getLocation(), function, /*Recursive=*/false,
                                             /*DefinitionRequired=*/false, /*AtEndOfTU=*/true);
      }
      if (!function->isDefined() || function->getBody() == nullptr) continue;
      references_.record_instantiation(*function);
      bodies_.record(*function);
    }
    sema_->PendingInstantiations.clear();
    sema_->TUScope = nullptr;
  }

  clang::CompilerInstance& compiler_;
  Recording& recording_;
  FactWriter writer_;
  SymbolTable symbols_;
  BodyRecorder bodies_;
  ReferenceRecorder references_;
  PreprocessorNotes notes_;
  std::unique_ptr<clang::CommentHandler> marks_;
  clang::Sema* sema_ = nullptr;
  clang::Scope* scope_ = nullptr;
  std::deque<const clang::FunctionDecl*> queue_;
  llvm::DenseSet<const clang::FunctionDecl*> known_;
};

class Action : public clang::ASTFrontendAction {
 public:
  explicit Action(Recording& recording) : recording_(recording) {}

  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    if (recording_.interface != nullptr) {
      compiler.getLangOpts().setCompilingModule(clang::LangOptions::CMK_ModuleInterface);
    }
    return true;
  }

  // A prefix of a TU: Sema does not instantiate templates at the end of it.
  clang::TranslationUnitKind getTranslationUnitKind() override { return clang::TU_Prefix; }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler, llvm::StringRef) override {
    auto recorder = std::make_unique<Consumer>(compiler, recording_);
    if (recording_.interface == nullptr) return recorder;
    // What the recorder instantiates besides belongs to this unit and not into the interface.
    std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
    consumers.push_back(make_interface_writer(compiler, *recording_.interface));
    consumers.push_back(std::move(recorder));
    return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
  }

 private:
  Recording& recording_;
};

// What the preprocessor sees, without an AST.
class IncludesAction : public clang::PreprocessOnlyAction {
 public:
  explicit IncludesAction(Recording& recording) : recording_(recording) {}

 protected:
  void ExecuteAction() override {
    clang::Preprocessor& preprocessor = getCompilerInstance().getPreprocessor();
    FactWriter writer(preprocessor.getSourceManager(), preprocessor.getHeaderSearchInfo(), recording_.paths,
                      recording_.owned);
    PreprocessorNotes notes;
    watch_preprocessor(preprocessor, writer, notes);
    clang::PreprocessOnlyAction::ExecuteAction();
    record_inclusions(notes, preprocessor, writer);
    recording_.problems.record_without_ast(writer);
    recording_.facts = std::move(writer.facts);
  }

 private:
  Recording& recording_;
};

TuFacts run_action(const UnitRequest& request, Recording& recording, clang::FrontendAction& action,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files) {
  for (const std::string& header : request.owned_headers) recording.owned.insert(header);
  clang::CompilerInstance compiler;
  auto options = parse_options(*request.invocation, request.source, request.directory, recording.paths);
  if (request.precompiled != nullptr) files = load_precompiled(*options, *request.precompiled, std::move(files));
  files = load_modules(*options, request.modules, std::move(files));
  if (!request.prefix_path.empty()) {
    std::vector<std::string>& includes = options->getPreprocessorOpts().Includes;
    includes.insert(includes.begin(), request.prefix_path);
    files = with_memory_files(std::move(files), {{request.prefix_path, request.prefix_text}});
    recording.problems.allow_late_module_declaration();
  }
  compiler.setInvocation(std::move(options));
  compiler.createDiagnostics(&recording.problems, /*ShouldOwnClient=*/false);
  // A missing header must not end the analysis of all that follows it.
  compiler.getDiagnostics().setFatalsAsError(true);
  compiler.createFileManager(std::move(files));
  compiler.ExecuteAction(action);
  if (!recording.facts.files.empty()) return std::move(recording.facts);
  const std::vector<std::string>& early = recording.problems.early();
  return facts_of_lost_unit(request, recording.paths, early.empty() ? "cannot be read" : early.front());
}

}  // namespace

void add_inputs_of_loaded(const UnitRequest& request, Inputs& inputs) {
  for (const PrecompiledHeader* part = request.precompiled.get(); part != nullptr; part = part->base.get()) {
    add_inputs(inputs, part->inputs);
  }
  for (const auto& module : request.modules) add_inputs(inputs, module->inputs);
}

TuFacts parse_unit(const UnitRequest& request, const FilePaths& paths,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files, std::uint64_t* memory,
                   std::string* interface) {
  Recording recording{request, paths, request.scan, {}, {}, {}, 0, interface};
  Action action(recording);
  TuFacts facts = run_action(request, recording, action, std::move(files));
  if (memory != nullptr) *memory = recording.memory;
  return facts;
}

TuFacts parse_includes(const UnitRequest& request, const FilePaths& paths,
                       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files) {
  Recording recording{request, paths, request.scan, {}, {}, {}, 0, nullptr};
  IncludesAction action(recording);
  return run_action(request, recording, action, std::move(files));
}

TuFacts facts_of_lost_unit(const UnitRequest& request, const FilePaths& paths, const std::string& problem) {
  TuFacts facts;
  facts.texts.push_back(paths.display_name(request.source));
  facts.texts.push_back(problem);
  facts.files.push_back({1, 0, 0, Origin::project, 1});
  facts.problems.push_back({0, 0, 2, ProblemKind::crash, 0});
  if (!llvm::sys::fs::is_regular_file(request.source)) return facts;  // a pipe would never end
  if (const auto buffer =
          llvm::MemoryBuffer::getFile(request.source, /*IsText=*/false, /*RequiresNullTerminator=*/false)) {
    facts.files[0].lines = count_lines((*buffer)->getBuffer());
    if (facts.files[0].lines > 0) facts.lost.push_back({0, 1, facts.files[0].lines});
  }
  return facts;
}

}  // namespace loadline::frontend
