// The two stores: a directory that many runs share, and a map.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/fact_store.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <map>
#include <mutex>
#include <system_error>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

namespace loadline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyLength = 32;
constexpr auto kRecently = std::chrono::hours(1);
// No facts are larger. Spares memory when a damaged file system says that a file is.
constexpr std::uint64_t kLargestEntry = std::uint64_t{2} << 30;
constexpr std::string_view kTemporaryMark = ".tmp-";

bool is_key(std::string_view name) {
  return name.size() == kKeyLength && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }
  bool close() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

// Calls read() or write() until `size` bytes have gone through. False on error (see errno) or a premature end.
template <class Transfer, class Byte>
bool transfer_all(Transfer transfer, int file, Byte* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t count = transfer(file, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

class DiskStore final : public FactStore {
 public:
  DiskStore(fs::path directory, SealMaker make_seal)
      : directory_(std::move(directory)), make_seal_(std::move(make_seal)) {}

  bool load(const StoreKey& key, const std::function<void(std::string_view)>& use) override;
  void save(const StoreKey& key, std::string_view bytes) override;
  std::string failure() const override;
  void trim(std::uint64_t limit_bytes);

 private:
  fs::path shard_of(const StoreKey& key) const {
    assert(is_key(key));
    return directory_ / key.substr(0, 2);
  }
  bool prepare_shard(const fs::path& shard);
  bool write_file(const fs::path& path, const Seal& seal, std::string_view bytes);
  void remember_use(const StoreKey& key);
  void fail(const fs::path& path, const std::string& why);
  fs::path temporary_path(const fs::path& shard, const StoreKey& key);

  const fs::path directory_;
  const SealMaker make_seal_;
  std::atomic<std::uint64_t> next_temporary_{0};
  mutable std::mutex mutex_;  // of what follows
  std::string failure_;
  std::unordered_set<std::string> used_;
};

bool DiskStore::load(const StoreKey& key, const std::function<void(std::string_view)>& use) {
  const fs::path path = shard_of(key) / key;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status{};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size < sizeof(Seal) || size > kLargestEntry) return false;
  // 64-bit words, for the alignment of what follows the seal.
  const auto words = std::make_unique_for_overwrite<std::uint64_t[]>(size / sizeof(std::uint64_t) + 1);
  char* const bytes = reinterpret_cast<char*>(words.get());
  if (!transfer_all(::read, file.number(), bytes, size)) return false;
  const std::string_view content(bytes + sizeof(Seal), size - sizeof(Seal));
  const Seal seal = make_seal_(key, content);
  if (std::memcmp(seal.data(), bytes, sizeof(Seal)) != 0) return false;

  const auto now = std::chrono::system_clock::now();
  if (std::chrono::system_clock::from_time_t(status.st_mtime) < now - kRecently) {
    ::futimens(file.number(), nullptr);  // a store that cannot be written merely forgets what was used
  }
  remember_use(key);
  use(content);
  return true;
}

void DiskStore::save(const StoreKey& key, std::string_view bytes) {
  const fs::path shard = shard_of(key);
  if (!prepare_shard(shard)) return;
  const fs::path temporary = temporary_path(shard, key);
  if (!write_file(temporary, make_seal_(key, bytes), bytes)) return;
  std::error_code error;
  fs::rename(temporary, shard / key, error);
  if (error) {
    fail(shard / key, error.message());
    fs::remove(temporary, error);
    return;
  }
  remember_use(key);
}

// A link in place of a shard would lead our writing out of the store.
bool DiskStore::prepare_shard(const fs::path& shard) {
  std::error_code error;
  if (fs::symlink_status(shard, error).type() == fs::file_type::directory) return true;
  fs::create_directories(directory_, error);
  if (!error) fs::create_directory(shard, error);
  if (!error && fs::symlink_status(shard, error).type() != fs::file_type::directory) {
    error = std::make_error_code(std::errc::not_a_directory);
  }
  if (error) fail(shard, error.message());
  return !error;
}

bool DiskStore::write_file(const fs::path& path, const Seal& seal, std::string_view bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  const bool created = file.is_open();
  const bool written = created && transfer_all(::write, file.number(), seal.data(), seal.size()) &&
                       transfer_all(::write, file.number(), bytes.data(), bytes.size()) && file.close();
  if (written) return true;
  fail(path, std::strerror(errno));
  if (created) ::unlink(path.c_str());
  return false;
}

void DiskStore::remember_use(const StoreKey& key) {
  const std::lock_guard lock(mutex_);
  used_.insert(key);
}

void DiskStore::fail(const fs::path& path, const std::string& why) {
  const std::lock_guard lock(mutex_);
  if (failure_.empty()) failure_ = fmt::format("cannot write to the cache: {}: {}", path.string(), why);
}

std::string DiskStore::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

// Unique among the processes of this machine and, by the clock, most likely among machines that share the directory; if
// not, O_EXCL makes it a failed save and never a mixed file.
fs::path DiskStore::temporary_path(const fs::path& shard, const StoreKey& key) {
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  return shard / (key + std::string(kTemporaryMark) + std::to_string(::getpid()) + "-" + std::to_string(now) + "-" +
                  std::to_string(next_temporary_++));
}

struct Entry {
  fs::file_time_type used;
  std::string key;
  fs::path path;
  std::uint64_t size = 0;

  bool operator<(const Entry& other) const { return std::tie(used, key) < std::tie(other.used, other.key); }
};

// The entries of one shard. Removes abandoned temporary files on the way; touches nothing else that may be there.
void collect_entries(const fs::path& shard, std::vector<Entry>& entries) {
  const auto now = fs::file_time_type::clock::now();
  std::error_code error;
  for (fs::directory_iterator at(shard, error), end; !error && at != end; at.increment(error)) {
    std::error_code gone;  // another run may trim at the same time
    const std::string name = at->path().filename().string();
    const fs::file_time_type used = at->last_write_time(gone);
    if (gone || !at->is_regular_file(gone) || at->is_symlink(gone)) continue;
    if (is_key(name)) {
      const std::uint64_t size = at->file_size(gone);
      if (!gone) entries.push_back({used, name, at->path(), size});
    } else if (is_key(name.substr(0, name.find(kTemporaryMark))) && used < now - kRecently) {
      fs::remove(at->path(), gone);
    }
  }
}

void DiskStore::trim(std::uint64_t limit_bytes) {
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator at(directory_, error), end; !error && at != end; at.increment(error)) {
    std::error_code gone;
    if (at->symlink_status(gone).type() == fs::file_type::directory) collect_entries(at->path(), entries);
  }
  std::sort(entries.begin(), entries.end());
  std::uint64_t total = 0;
  for (const Entry& entry : entries) total += entry.size;
  const std::lock_guard lock(mutex_);
  for (const Entry& entry : entries) {
    if (total <= limit_bytes) return;
    if (used_.contains(entry.key)) continue;
    std::error_code gone;
    fs::remove(entry.path, gone);
    total -= entry.size;
  }
}

class MemoryStore final : public FactStore {
 public:
  bool load(const StoreKey& key, const std::function<void(std::string_view)>& use) override {
    std::shared_ptr<const std::string> entry;
    {
      const std::lock_guard lock(mutex_);
      const auto found = entries_.find(key);
      if (found == entries_.end()) return false;
      entry = found->second;
    }
    use(*entry);
    return true;
  }
  void save(const StoreKey& key, std::string_view bytes) override {
    const std::lock_guard lock(mutex_);
    entries_[key] = std::make_shared<const std::string>(bytes);
  }
  std::string failure() const override { return {}; }

 private:
  std::mutex mutex_;
  std::map<StoreKey, std::shared_ptr<const std::string>> entries_;  // shared: an entry may be replaced while it is used
};

}  // namespace

std::unique_ptr<FactStore> make_disk_store(const fs::path& directory, SealMaker make_seal) {
  return std::make_unique<DiskStore>(directory, std::move(make_seal));
}

std::unique_ptr<FactStore> make_memory_store() { return std::make_unique<MemoryStore>(); }

void trim_disk_store(FactStore& store, std::uint64_t limit_bytes) {
  if (auto* const disk = dynamic_cast<DiskStore*>(&store)) disk->trim(limit_bytes);
}

}  // namespace loadline
