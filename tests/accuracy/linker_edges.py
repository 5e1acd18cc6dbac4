# Compares the references that loadline records with what the linker and the preprocessor say about the same sources.
# SPDX-License-Identifier: Apache-2.0
#
# usage: linker_edges.py LOADLINE PROJECT [--most N] [--at-least PERCENT] [--list]
#
# The project is compiled, at most N of its sources. Each undefined symbol of an object that another object defines is an
# edge of the linker: some file that the source reads must refer to that symbol, with the definition in the other source.
# The other way round, a call that loadline sees from source to source must be an undefined symbol of the object, unless it
# is inline, a template, virtual, or in code that is never reached. And what the preprocessor reads, the includes must reach.
# Exit code 1: fewer of the linker's edges are found than --at-least, 99.5 by default.
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import compiled_units


def demangled(names):
    out = subprocess.run(["c++filt"], input="\n".join(names), capture_output=True, text=True, check=True).stdout
    return dict(zip(names, out.split("\n")))


def without_groups(text, opening, closing):
    """The text without what stands between brackets."""
    depth, kept = 0, []
    for i, character in enumerate(text):
        if character == opening and not text[:i].endswith("operator"):
            depth += 1
        elif character == closing and depth > 0 and not text[:i].endswith(("operator", "-")):
            depth -= 1
        elif depth == 0:
            kept.append(character)
    return "".join(kept)


SPECIAL = re.compile(r"^(?:vtable|VTT|typeinfo|typeinfo name) for |^(?:non-virtual|virtual) thunk to |"
                     r"^guard variable for |^construction vtable for |^TLS (?:init|wrapper) function for ")


def names_of(symbol):
    """The names by which source code may ask for a symbol: its own, and for what a class brings along the class."""
    special = SPECIAL.match(symbol)
    name = symbol[special.end():] if special else symbol
    name = name.replace("[abi:cxx11]", "").replace("(anonymous namespace)", "@")
    name = re.sub(r"\)(?: const| volatile| &&?)+$", ")", name)  # of a member function
    operator = re.search(r"operator\s*(\(\)|[^\w\s(]+|new|delete|\w[\w\s:*&]*)(\[\])?(?=\()", name)
    head = name[:operator.start()] if operator else name
    head = without_groups(without_groups(head, "<", ">"), "(", ")").strip().split(" ")[-1]
    parts = [part for part in head.split("::") if part]
    if operator:
        parts.append("operator")
    names = {"::".join(parts)}
    is_structor = len(parts) > 1 and parts[-1].lstrip("~") == parts[-2]
    if is_structor or (special and len(parts) > 1):
        names.add("::".join(parts[:-1]))
    return names


class Facts:
    def __init__(self, text):
        facts = json.loads(text)
        self.symbols = {symbol["id"]: symbol for symbol in facts["symbols"]}
        self.references = collections.defaultdict(list)
        for reference in facts["references"]:
            self.references[reference["path"]].append(reference)
        self.includes = collections.defaultdict(set)
        for include in facts["includes"]:
            if include["to"]:
                self.includes[include["path"]].add(include["to"])
        self.files = {file["path"] for file in facts["files"] if file["origin"] == "project"}

    @staticmethod
    def plain(name):
        name = name.replace("(anonymous namespace)", "@")
        return re.sub(r"::operator\b.*$", "::operator", re.sub(r"^operator\b.*$", "operator", name))

    def reached(self, start):
        seen, pending = {start}, [start]
        while pending:
            for other in self.includes[pending.pop()]:
                if other not in seen:
                    seen.add(other)
                    pending.append(other)
        return seen & self.files


def place(text):
    return text.rsplit(":", 1)[0] if text else None


def compile_all(units, root, scratch):
    def work(job):
        number, unit = job
        made, rules = scratch / f"{number}.o", scratch / f"{number}.d"
        run = unit.run(["-c", "-o", str(made), "-MD", "-MF", str(rules)])
        if run.returncode != 0:
            return None
        read = set()
        for word in rules.read_text().replace("\\\n", " ").split()[1:]:
            path = (pathlib.Path(unit.folder) / word).resolve()
            if path.is_relative_to(root):
                read.add(str(path.relative_to(root)))
        lines = subprocess.run(["nm", "-P", str(made)], capture_output=True, text=True, check=True).stdout.split("\n")
        symbols = [line.split()[:2] for line in lines if line]
        return unit, read, {n for n, kind in symbols if kind in "TDBRGS"}, {n for n, kind in symbols if kind == "U"}

    return [done for done in compiled_units.in_parallel(work, list(enumerate(units))) if done]


def linker_edges(objects):
    definers = collections.defaultdict(set)
    for unit, _, defined, _ in objects:
        for symbol in defined:
            definers[symbol].add(unit.path)
    for unit, read, _, undefined in objects:
        for symbol in sorted(undefined):
            # What several programs define is judged by the program, which objects do not show.
            if len(definers[symbol]) == 1 and unit.path not in definers[symbol]:
                yield unit, read, symbol, next(iter(definers[symbol]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("loadline")
    parser.add_argument("project", type=pathlib.Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--at-least", type=float, default=99.5)
    parser.add_argument("--list", action="store_true", help="what is missing, one a line")
    options = parser.parse_args()
    root = options.project.resolve()
    facts = Facts(compiled_units.run_loadline(options.loadline, "facts", str(root)))
    with tempfile.TemporaryDirectory() as scratch:
        units = compiled_units.units_of(root, options.most)
        objects = compile_all(units, root, pathlib.Path(scratch))
    if not objects:
        sys.exit(f"{root}: nothing compiles")
    reads = {unit.path: read for unit, read, _, _ in objects}

    named = {}  # (file, plain name) → where the symbols of that name are defined and declared
    for path, references in facts.references.items():
        for reference in references:
            symbol = facts.symbols.get(reference["to"])
            if symbol is None or reference["kind"] in ("friend", "forward-declare"):
                continue
            named.setdefault((path, Facts.plain(symbol["name"])), set()).update(
                place(symbol[key]) for key in ("defined", "declared") if symbol[key])

    edges = list(linker_edges(objects))
    readable = demangled(sorted({symbol for _, _, symbol, _ in edges}))
    missing = []
    for unit, read, symbol, definer in edges:
        wanted = reads[definer] | {definer}
        names = names_of(readable[symbol])
        if not any(named.get((path, name), set()) & wanted for path in read | {unit.path} for name in names):
            missing.append(f"{unit.path} -> {definer}: {readable[symbol]}")

    undefined_names = {}
    everything = demangled(sorted({s for _, _, d, u in objects for s in d | u}))
    for unit, _, _, undefined in objects:
        undefined_names[unit.path] = set().union(*(names_of(everything[s]) for s in undefined), set())
    calls = unexplained = 0
    explained_flags = {"template", "virtual", "constexpr", "pure"}
    for path, names in undefined_names.items():
        for reference in facts.references[path]:
            symbol = facts.symbols.get(reference["to"])
            if symbol is None or reference["kind"] != "call":
                continue
            definer = place(symbol["defined"])
            if definer == path or definer not in undefined_names or explained_flags & set(symbol["flags"]):
                continue
            calls += 1
            unexplained += Facts.plain(symbol["name"]) not in names

    read_files = reached_files = 0
    for path, read in reads.items():
        wanted = {file for file in read if file in facts.files}
        read_files += len(read)
        reached_files += len(wanted & facts.reached(path))
    found = len(edges) - len(missing)
    rate = 100.0 * found / len(edges) if edges else 100.0
    print(f"{root.name}: {len(objects)} of {len(units)} sources compiled")
    print(f"  linker edges found: {found} of {len(edges)} ({rate:.2f} %)")
    print(f"  calls between sources that the linker knows: {calls - unexplained} of {calls} "
          f"({100.0 * (calls - unexplained) / max(calls, 1):.2f} %)")
    print(f"  files read that the includes reach: {reached_files} of {read_files} "
          f"({100.0 * reached_files / max(read_files, 1):.2f} %)")
    for line in missing if options.list else missing[:10]:
        print("  missing:", line)
    return 1 if rate < options.at_least else 0


if __name__ == "__main__":
    sys.exit(main())
