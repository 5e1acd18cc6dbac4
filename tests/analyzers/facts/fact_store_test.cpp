// Stores: what was saved is found, by others too; what is damaged is not; and they do not grow forever.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include "analyzers/calls/effects.h"
#include "analyzers/facts/fact_store.h"
#include "analyzers/routes/route.h"

using namespace loadline;
namespace fs = std::filesystem;

namespace {

// A directory of its own for each test, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "loadline-store-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Not one that keeps anybody out, but one that tells damage.
Seal seal_of(std::string_view key, std::string_view content) {
  Seal seal{};
  std::uint64_t sum = std::hash<std::string_view>{}(content) ^ std::hash<std::string_view>{}(key) * 31;
  std::memcpy(seal.data(), &sum, sizeof(sum));
  return seal;
}

std::unique_ptr<FactStore> open_store(const fs::path& directory) { return make_disk_store(directory, seal_of); }

StoreKey key(char digit) { return std::string(32, digit); }

fs::path entry(const Folder& folder, const StoreKey& key) { return folder.path() / key.substr(0, 2) / key; }

std::optional<std::string> loaded(FactStore& store, const StoreKey& key) {
  std::optional<std::string> result;
  const bool found = store.load(key, [&](std::string_view bytes) {
    CHECK(reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 == 0);
    result = bytes;
  });
  CHECK(found == result.has_value());
  return result;
}

void age(const fs::path& path, std::chrono::hours hours) {
  fs::last_write_time(path, fs::file_time_type::clock::now() - hours);
}

std::size_t files_below(const fs::path& folder) {
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) files += entry.is_regular_file();
  return files;
}

}  // namespace

TEST_CASE("a store gives back what was saved last, and nothing for an unknown key") {
  const Folder folder;
  std::vector<std::unique_ptr<FactStore>> stores;
  stores.push_back(make_memory_store());
  stores.push_back(open_store(folder.path() / "new" / "cache"));
  for (const std::unique_ptr<FactStore>& store : stores) {
    CHECK_FALSE(loaded(*store, key('a')));
    store->save(key('a'), "one");
    store->save(key('b'), "");
    store->save(key('a'), std::string(100'000, 'x'));
    CHECK(loaded(*store, key('a')) == std::string(100'000, 'x'));
    CHECK(loaded(*store, key('b')) == "");
    CHECK_FALSE(loaded(*store, key('c')));
    CHECK(store->failure().empty());
  }
}

TEST_CASE("two stores that share a directory see each other's entries") {
  const Folder folder;
  const auto first = open_store(folder.path());
  const auto second = open_store(folder.path());
  first->save(key('a'), "from the first");
  CHECK(loaded(*second, key('a')) == "from the first");
  second->save(key('a'), "from the second");
  CHECK(loaded(*first, key('a')) == "from the second");
}

TEST_CASE("stores that write the same keys at the same time leave whole entries and no temporary file") {
  const Folder folder;
  const std::vector<StoreKey> keys{key('0'), key('1'), key('2')};
  const auto write = [&](char letter) {
    const auto store = open_store(folder.path());
    for (int round = 0; round < 50; ++round) {
      for (const StoreKey& one : keys) store->save(one, std::string(5000, letter));
    }
    if (!store->failure().empty()) throw std::runtime_error(store->failure());
  };
  std::thread other([&] { write('x'); });
  write('y');
  other.join();
  const auto store = open_store(folder.path());
  for (const StoreKey& one : keys) {
    const std::optional<std::string> bytes = loaded(*store, one);
    const bool is_whole = bytes == std::string(5000, 'x') || bytes == std::string(5000, 'y');
    CHECK(is_whole);
  }
  CHECK(files_below(folder.path()) == keys.size());
}

TEST_CASE("a damaged entry is a miss until it is saved again") {
  const Folder folder;
  const auto store = open_store(folder.path());
  const std::string content(1000, 'x');
  const fs::path path = entry(folder, key('a'));
  store->save(key('a'), content);
  const auto size = fs::file_size(path);

  SECTION("cut short") { fs::resize_file(path, size - 1); }
  SECTION("cut to nothing") { fs::resize_file(path, 0); }
  SECTION("cut within the seal") { fs::resize_file(path, 5); }
  SECTION("longer") { fs::resize_file(path, size + 1); }
  SECTION("changed") {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(500);
    file.put('y');
  }
  SECTION("another's") {
    store->save(key('b'), content);
    fs::copy_file(entry(folder, key('b')), path, fs::copy_options::overwrite_existing);
  }
  SECTION("a directory") {
    fs::remove(path);
    fs::create_directory(path);
  }
  CHECK_FALSE(loaded(*store, key('a')));
  fs::remove_all(path);
  store->save(key('a'), content);
  CHECK(loaded(*store, key('a')) == content);
}

TEST_CASE("an entry that was sealed with another secret is a miss") {
  const Folder folder;
  open_store(folder.path())->save(key('a'), "planted");
  const auto other = make_disk_store(folder.path(), [](std::string_view one, std::string_view content) {
    Seal seal = seal_of(one, content);
    seal[31] = 1;
    return seal;
  });
  CHECK_FALSE(loaded(*other, key('a')));
}

TEST_CASE("entries are the user's alone") {
  const Folder folder;
  open_store(folder.path())->save(key('a'), "facts");
  CHECK(fs::status(entry(folder, key('a'))).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a store that cannot be written remembers why and continues") {
  const Folder folder;
  std::ofstream(folder.path() / "file") << "in the way";
  const auto store = open_store(folder.path() / "file");
  CHECK_FALSE(loaded(*store, key('a')));
  store->save(key('a'), "lost");
  const std::string failure = store->failure();
  CHECK(failure.find("cannot write to the cache") == 0);
  CHECK(failure.find("file") != std::string::npos);
  store->save(key('b'), "lost too");
  CHECK(store->failure() == failure);
  CHECK_FALSE(loaded(*store, key('a')));
}

TEST_CASE("an entry that cannot be put in place is a remembered failure and leaves no temporary file") {
  const Folder folder;
  const auto store = open_store(folder.path());
  fs::create_directories(folder.path() / "aa" / key('a'));
  store->save(key('a'), "lost");
  CHECK_FALSE(store->failure().empty());
  CHECK(files_below(folder.path()) == 0);
}

TEST_CASE("a link in place of a folder of the store is not followed for writing or trimming") {
  const Folder folder;
  const Folder elsewhere;
  const std::string victim = key('a');
  std::ofstream(elsewhere.path() / victim) << "precious";
  fs::create_directory_symlink(elsewhere.path(), folder.path() / "aa");
  const auto store = open_store(folder.path());
  store->save(key('a'), "overwritten");
  CHECK_FALSE(store->failure().empty());
  trim_disk_store(*store, 0);
  std::ifstream file(elsewhere.path() / victim);
  CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == "precious");
}

TEST_CASE("trimming removes the entries that were used longest ago, down to the limit") {
  const Folder folder;
  {
    const auto writer = open_store(folder.path());
    for (const char digit : {'a', 'b', 'c'}) writer->save(key(digit), std::string(1000, digit));
  }
  age(entry(folder, key('a')), std::chrono::hours(2));
  age(entry(folder, key('b')), std::chrono::hours(4));
  age(entry(folder, key('c')), std::chrono::hours(3));
  const auto store = open_store(folder.path());

  SECTION("a limit above what is held removes nothing") {
    trim_disk_store(*store, 1 << 20);
    CHECK(files_below(folder.path()) == 3);
  }
  SECTION("the oldest goes first") {
    trim_disk_store(*store, 2500);
    CHECK(loaded(*store, key('a')));
    CHECK_FALSE(loaded(*store, key('b')));
    CHECK(loaded(*store, key('c')));
  }
  SECTION("loading makes an entry young, for other runs too") {
    CHECK(loaded(*store, key('b')));
    const auto other = open_store(folder.path());
    trim_disk_store(*other, 1500);
    CHECK(files_below(folder.path()) == 1);
    CHECK(loaded(*other, key('b')));
  }
  SECTION("what this store used stays, even over the limit") {
    CHECK(loaded(*store, key('c')));
    store->save(key('d'), std::string(1000, 'd'));
    trim_disk_store(*store, 0);
    CHECK(files_below(folder.path()) == 2);
    CHECK(loaded(*store, key('c')));
    CHECK(loaded(*store, key('d')));
  }
}

TEST_CASE("trimming removes what interrupted runs left, and touches nothing that is not the store's") {
  const Folder folder;
  const auto store = open_store(folder.path());
  store->save(key('a'), "kept");
  const fs::path shard = folder.path() / "aa";
  const fs::path abandoned = shard / (key('a') + ".tmp-1-2-3");
  const fs::path in_progress = shard / (key('a') + ".tmp-1-2-4");
  const fs::path foreign = shard / "notes.txt";
  for (const fs::path& path : {abandoned, in_progress, foreign}) std::ofstream(path) << "x";
  age(abandoned, std::chrono::hours(2));
  age(foreign, std::chrono::hours(48));
  trim_disk_store(*store, 0);
  CHECK_FALSE(fs::exists(abandoned));
  CHECK(fs::exists(in_progress));
  CHECK(fs::exists(foreign));
  CHECK(loaded(*store, key('a')) == "kept");
}

TEST_CASE("trimming a store in memory, or one that has no directory yet, changes nothing") {
  const auto memory = make_memory_store();
  memory->save(key('a'), "kept");
  trim_disk_store(*memory, 0);
  CHECK(loaded(*memory, key('a')) == "kept");
  const Folder folder;
  const auto disk = open_store(folder.path() / "none");
  trim_disk_store(*disk, 0);
  CHECK_FALSE(fs::exists(folder.path() / "none"));
}
