// Results in the store: what they depend on beyond their key comes first, so that nobody can use one without looking.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "analyzers/facts/fact_store.h"
#include "analyzers/frontend/scan/file_digests.h"
#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

// What of `inputs` the scan does not hold already. The key of a unit's facts covers its scan.
Inputs beyond_scan(const Inputs& inputs, const UnitScan& scan);
// Adds what `more` has and `inputs` has not.
void add_inputs(Inputs& inputs, const Inputs& more);

// The stored form: inputs first, then the result, 8-byte aligned.
std::string encode_result(const Inputs& inputs, std::string_view result, const FilePaths& paths);
// The result in it, and its inputs; nothing when it is damaged.
std::optional<std::string_view> decode_result(std::string_view stored, const FilePaths& paths, Inputs* inputs);
// Calls `use` with the result when there is one and all that it depends on still holds.
bool load_result(FactStore& store, const StoreKey& key, FileDigests& digests, const FilePaths& paths,
                 const std::function<void(std::string_view result, Inputs inputs)>& use);

}  // namespace loadline::frontend
