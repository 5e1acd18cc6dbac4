// CMake makes the precompiled Catch2 header only for a target with a source that starts with it: this one.
// SPDX-License-Identifier: Apache-2.0
