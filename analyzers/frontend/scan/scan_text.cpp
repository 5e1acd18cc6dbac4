// The stored form of an include scan: numbers of eight bytes, and texts with their length before them.
// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cstring>

#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {
namespace {

constexpr std::uint64_t kForm = 3;  // of what follows

class Writer {
 public:
  explicit Writer(const FilePaths& paths) : paths_(paths) {}

  void number(std::uint64_t value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof(value)); }
  void digest(const Digest& value) {
    number(value.high);
    number(value.low);
  }
  void text(const std::string& value) {
    number(value.size());
    bytes_ += value;
  }
  void path(const std::string& absolute) { text(paths_.portable(absolute)); }
  std::string take() { return std::move(bytes_); }

 private:
  const FilePaths& paths_;
  std::string bytes_;
};

// Once anything is wrong, all further reads give nothing and is_whole() is false.
class Reader {
 public:
  Reader(std::string_view bytes, const FilePaths& paths) : bytes_(bytes), paths_(paths) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    const std::string_view bytes = next(sizeof(value));
    if (!bytes.empty()) std::memcpy(&value, bytes.data(), sizeof(value));
    return value;
  }
  Digest digest() {
    const std::uint64_t high = number();
    return {high, number()};
  }
  std::string_view text() { return next(number()); }
  std::string path() { return paths_.absolute(text()); }
  // Of things that take at least eight bytes each.
  std::uint64_t count() {
    const std::uint64_t value = number();
    if (value <= bytes_.size() / 8) return value;
    is_whole_ = false;
    return 0;
  }
  bool is_whole() const { return is_whole_ && bytes_.empty(); }

 private:
  std::string_view next(std::uint64_t size) {
    if (size > bytes_.size()) is_whole_ = false;
    if (!is_whole_) return {};
    const std::string_view result = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return result;
  }

  std::string_view bytes_;
  const FilePaths& paths_;
  bool is_whole_ = true;
};

void write_inputs(const Inputs& inputs, Writer& writer) {
  writer.number(inputs.files.size());
  for (const InputFile& file : inputs.files) {
    writer.digest(file.digest);
    writer.path(file.path);
  }
  writer.number(inputs.found.size());
  for (const FoundPath& found : inputs.found) {
    writer.path(found.asked);
    writer.path(found.real);
  }
  writer.number(inputs.missing.size());
  for (const std::string& path : inputs.missing) writer.path(path);
}

void read_inputs(Reader& reader, Inputs& inputs) {
  inputs.files.resize(reader.count());
  for (InputFile& file : inputs.files) {
    file.digest = reader.digest();
    file.path = reader.path();
  }
  inputs.found.resize(reader.count());
  for (FoundPath& found : inputs.found) {
    found.asked = reader.path();
    found.real = reader.path();
  }
  inputs.missing.resize(reader.count());
  for (std::string& path : inputs.missing) path = reader.path();
}

}  // namespace

std::string encode_scan(const UnitScan& scan, const FilePaths& paths) {
  Writer writer(paths);
  writer.number(kForm);
  writer.number(scan.files.size());
  for (const ScannedFile& file : scan.files) {
    writer.digest(file.digest);
    writer.digest(file.variant);
    writer.number(file.repeated ? 1 : 0);
    writer.path(file.path);
  }
  writer.text(scan.provides);
  writer.number(scan.imports.size());
  for (const std::string& name : scan.imports) writer.text(name);
  write_inputs(scan.others, writer);
  return writer.take();
}

bool decode_scan(std::string_view text, const FilePaths& paths, UnitScan* scan) {
  Reader reader(text, paths);
  if (reader.number() != kForm) return false;
  scan->files.resize(reader.count());
  for (ScannedFile& file : scan->files) {
    file.digest = reader.digest();
    file.variant = reader.digest();
    file.repeated = reader.number() != 0;
    file.path = reader.path();
  }
  scan->provides = reader.text();
  scan->imports.resize(reader.count());
  for (std::string& name : scan->imports) name = reader.text();
  read_inputs(reader, scan->others);
  return reader.is_whole();
}

std::string encode_inputs(const Inputs& inputs, const FilePaths& paths) {
  Writer writer(paths);
  write_inputs(inputs, writer);
  return writer.take();
}

bool decode_inputs(std::string_view text, const FilePaths& paths, Inputs* inputs) {
  Reader reader(text, paths);
  read_inputs(reader, *inputs);
  return reader.is_whole();
}

}  // namespace loadline::frontend
