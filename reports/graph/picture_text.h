// Words and measures that the formats which draw a diagram share.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/diagrams/diagram.h"

namespace loadline {

namespace palette {
inline constexpr std::string_view kText = "#1f2933";
inline constexpr std::string_view kFaintText = "#52606d";
inline constexpr std::string_view kNodeFill = "#ffffff";
inline constexpr std::string_view kNodeLine = "#829ab1";
inline constexpr std::string_view kFocusFill = "#fff3c4";
inline constexpr std::string_view kFocusLine = "#cb6e17";
inline constexpr std::string_view kClusterLine = "#d3dce6";
inline constexpr std::string_view kEdge = "#7b8794";
// A red with yellow in it: people who cannot see red can tell it from the bluish grey, and it is also drawn thicker.
inline constexpr std::string_view kCycle = "#d4380d";
// Services, as the C4 model draws what runs: dark, with light text.
inline constexpr std::string_view kServiceFill = "#14568f";
inline constexpr std::string_view kServiceText = "#ffffff";
inline constexpr std::string_view kQuietEdge = "#b8c4ce";  // from services to what they share: many, and all alike
inline constexpr std::string_view kRequest = "#14568f";    // edges: one service asks another
}  // namespace palette

// Whether a node is a service, not a module that several of them share.
bool is_service(const Diagram& diagram, const DiagramNode& node);

// Whether the picture is to run from top to bottom rather than from left to right: whichever comes closer to the shape of a
// screen. Long names, of files and symbols, are placed one below the other.
bool runs_down(const Diagram& diagram);

// A name for a box: no control characters, and where it is long its middle left out.
std::string short_label(std::string_view name);

// `text` with `spell` of every character that a language may obey: letters, digits, what is not ASCII and the signs in `plain`
// stay as they are.
std::string spelled_out(std::string_view text, std::string_view plain, std::string (*spell)(char));

// The lines of a box: its label, and for services as in the C4 model what it is: "[service: 12 files]".
std::vector<std::string> node_lines(const Diagram& diagram, const DiagramNode& node);

// The lines on an edge: its weight while that helps, from service to service with the noun: "4 references"; else none. Of
// requests the first few in their words, and what else there is.
std::vector<std::string> edge_lines(const Diagram& diagram, const DiagramEdge& edge);

// Whether an edge leads to a module that services share: many do, and they would bury what services ask each other for.
bool leads_to_shared(const Diagram& diagram, const DiagramEdge& edge);

// What to show when the pointer rests on a node or an edge, line by line.
std::vector<std::string> node_tooltip(const DiagramNode& node);
std::vector<std::string> edge_tooltip(const Diagram& diagram, const Program& program, const DiagramEdge& edge);

// Whether numbers on the edges still help: with hundreds of them nothing else can be seen.
bool shows_weights(const Diagram& diagram);

// In tenths of a point: 10 for one piece of evidence, more by the order of magnitude.
std::uint32_t line_width(const DiagramEdge& edge);

// "12" for 12 tenths is "1.2", whatever the locale.
std::string tenths(std::uint32_t value);

}  // namespace loadline
