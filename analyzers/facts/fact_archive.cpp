// The layout of an archive: a first line, then blocks; the first block is the text, each other one a unit.
// SPDX-License-Identifier: Apache-2.0
//
//   "loadline facts 4\n"  number of units (8 bytes)  { size (8 bytes)  checksum (8 bytes)  content }…
//
// Numbers are in the order of bytes of the machine, as in the cache: another order fails the checksum.
#include "analyzers/facts/fact_archive.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include <xxhash.h>

#include "analyzers/facts/stored_facts.h"

namespace loadline {
namespace {

constexpr std::string_view kMagic = "loadline facts ";
constexpr std::size_t kLongestFirstLine = 40;

void write_number(std::ostream& out, std::uint64_t number) {
  out.write(reinterpret_cast<const char*>(&number), sizeof number);
}

void write_block(std::ostream& out, std::string_view content) {
  write_number(out, content.size());
  write_number(out, XXH3_64bits(content.data(), content.size()));
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
}

std::optional<std::uint64_t> read_number(std::istream& in) {
  std::uint64_t number = 0;
  if (!in.read(reinterpret_cast<char*>(&number), sizeof number)) return std::nullopt;
  return number;
}

// How many bytes are left in a stream that can be sought.
std::uint64_t bytes_left(std::istream& in) {
  const std::istream::pos_type here = in.tellg();
  in.seekg(0, std::ios::end);
  const std::istream::pos_type end = in.tellg();
  in.seekg(here);
  return in && end > here ? static_cast<std::uint64_t>(end - here) : 0;
}

// One block; 64-bit words, for the alignment that decode_facts() asks for.
class Block {
 public:
  bool read(std::istream& in) {
    const std::optional<std::uint64_t> size = read_number(in), checksum = read_number(in);
    if (!size || !checksum || *size > bytes_left(in)) return false;
    words_.resize(*size / sizeof(std::uint64_t) + 1);
    size_ = *size;
    if (!in.read(reinterpret_cast<char*>(words_.data()), static_cast<std::streamsize>(size_))) return false;
    return XXH3_64bits(words_.data(), size_) == *checksum;
  }
  std::string_view content() const { return {reinterpret_cast<const char*>(words_.data()), size_}; }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t size_ = 0;
};

ArchiveFault read_first_line(std::istream& in) {
  std::string line(kLongestFirstLine, '\0');
  in.getline(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(std::min(line.find('\0'), line.size()));
  if (!in || !line.starts_with(kMagic)) return ArchiveFault::foreign;
  return line.substr(kMagic.size()) == std::to_string(kFactsVersion) ? ArchiveFault::none : ArchiveFault::other_version;
}

}  // namespace

void write_fact_archive(std::ostream& out, const std::string& about, std::vector<std::string> units) {
  std::sort(units.begin(), units.end());
  out << kMagic << kFactsVersion << '\n';
  write_number(out, units.size());
  write_block(out, about);
  for (const std::string& unit : units) write_block(out, unit);
}

ArchiveFault read_fact_archive(std::istream& in, std::string& about, const std::function<void(const TuFacts&)>& sink) {
  if (const ArchiveFault fault = read_first_line(in); fault != ArchiveFault::none) return fault;
  const std::optional<std::uint64_t> units = read_number(in);
  Block block;
  if (!units || !block.read(in)) return ArchiveFault::damaged;
  about = block.content();
  for (std::uint64_t i = 0; i < *units; ++i) {
    if (!block.read(in)) return ArchiveFault::damaged;
    const std::optional<TuFacts> facts = decode_facts(block.content());
    if (!facts) return ArchiveFault::damaged;
    sink(*facts);
  }
  return bytes_left(in) == 0 ? ArchiveFault::none : ArchiveFault::damaged;
}

}  // namespace loadline
