// Where facts and other derived bytes are kept between runs.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace loadline {

// A digest of everything the value depends on, as 32 hexadecimal digits.
using StoreKey = std::string;

// What each entry on disk starts with, made from its key and content. Only who knows the user's secret can make it, so that
// an entry that somebody else wrote is a miss.
using Seal = std::array<std::uint8_t, 32>;
using SealMaker = std::function<Seal(std::string_view key, std::string_view content)>;

// Keyed blobs. Thread-safe. A lost or damaged entry is a miss, never an error.
class FactStore {
 public:
  virtual ~FactStore() = default;

  // Calls `use` with the bytes (valid during the call only, 8-byte aligned) and returns true; false when absent or
  // unreadable.
  virtual bool load(const StoreKey& key, const std::function<void(std::string_view)>& use) = 0;
  // Atomic: a reader sees all of it or nothing. Failure to write (full disk, read-only) is remembered, not thrown.
  virtual void save(const StoreKey& key, std::string_view bytes) = 0;
  // The first write failure as a sentence, or "".
  virtual std::string failure() const = 0;
};

// One file per key below `directory`/<first two digits>/, with a seal, written to a temporary name and renamed, so that
// several runs may share it and an interrupted one leaves it valid. Creates the directory at the first save; files are the
// user's alone.
std::unique_ptr<FactStore> make_disk_store(const std::filesystem::path& directory, SealMaker make_seal);

// Keeps everything in memory: tests, and --no-cache.
std::unique_ptr<FactStore> make_memory_store();

// Removes the least recently used entries of a disk store until it holds at most `limit_bytes`, and temporary files
// older than an hour. Entries that this store loaded or saved are kept. Does nothing to a store in memory.
void trim_disk_store(FactStore& store, std::uint64_t limit_bytes);

}  // namespace loadline
