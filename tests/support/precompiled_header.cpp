// Empty: CMake makes the precompiled header that all tests share only for a target with a source that uses it.
// SPDX-License-Identifier: Apache-2.0
