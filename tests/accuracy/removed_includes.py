# Removes each include that loadline reports as unused and compiles: advice must never break the build.
# SPDX-License-Identifier: Apache-2.0
#
# usage: removed_includes.py LOADLINE PROJECT [--most-units N]
#
# A directive in a source is tried with that source, one in a header with the sources that read the header, at most N of
# them for each. The project itself is not changed: the compiler reads the shortened file in place of the original.
# Exit code 1: some source compiled before and no longer does.
import argparse
import json
import pathlib
import re
import shutil
import sys
import tempfile

import compiled_units

CONFIG = """version: 1
build: {build}
modules:
{modules}
rules:
  unused-include: {{ severity: note, level: file }}
"""


def every_folder_a_module(root, build):
    """The finest division there is shows the most: each file is a module of its own."""
    files = sorted(p for p in root.rglob("*") if p.suffix in (".h", ".hpp", ".hh", ".inc", ".c", ".cc", ".cpp", ".cxx")
                   and not p.is_relative_to(build) and p.is_file())
    modules = "\n".join(f"  m{i}: {{ paths: [{json.dumps(str(p.relative_to(root)))}] }}" for i, p in enumerate(files))
    return CONFIG.format(build=json.dumps(str(build.relative_to(root)) or "."), modules=modules)


def reported(program, root, build):
    with tempfile.TemporaryDirectory() as scratch:
        config = pathlib.Path(scratch) / "loadline.yaml"
        config.write_text(every_folder_a_module(root, build))
        report = pathlib.Path(scratch) / "report.json"
        compiled_units.run_loadline(program, "check", str(root), "-q", "--config", str(config), "--rule", "unused-include",
                                    "--report", f"json={report}")
        places = set()
        for finding in json.loads(report.read_text())["findings"]:
            for step in finding["trail"]:
                places.add((step["where"]["path"], step["where"]["line"]))
        return sorted(places)


def includes_of(unit, root):
    run = unit.run(["-MM", "-MT", "x"])
    paths = set()
    for word in run.stdout.replace("\\\n", " ").split()[1:]:
        path = (pathlib.Path(unit.folder) / word).resolve()
        if path.is_relative_to(root):
            paths.add(str(path.relative_to(root)))
    return paths


def compiles_without(unit, root, path, line, scratch):
    """Compiles a copy of the project's tree, of which only the one file differs."""
    original = root / path
    lines = original.read_bytes().split(b"\n")
    if not re.match(rb"\s*#\s*include", lines[line - 1]):
        return None
    lines[line - 1] = b""
    (scratch / "shortened").write_bytes(b"\n".join(lines))
    overlay = {"version": 0, "roots": [{"type": "file", "name": str(original), "external-contents": str(scratch / "shortened")}]}
    (scratch / "overlay.yaml").write_text(json.dumps(overlay))
    clang = ["-ivfsoverlay", str(scratch / "overlay.yaml"), "-fsyntax-only"]
    return unit.run(clang)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("loadline")
    parser.add_argument("project", type=pathlib.Path)
    parser.add_argument("--most-units", type=int, default=12)
    options = parser.parse_args()
    root = options.project.resolve()
    units = compiled_units.units_of(root)
    clang = shutil.which("clang++-19") or shutil.which("clang++")
    clang_c = shutil.which("clang-19") or shutil.which("clang")
    for unit in units:  # only Clang reads one file in place of another
        unit.arguments[0] = clang_c if unit.source.suffix == ".c" else clang
    build = root / "build" if (root / "build/compile_commands.json").exists() else root
    places = reported(options.loadline, root, build)
    readers = {}
    for unit, paths in zip(units, compiled_units.in_parallel(lambda u: includes_of(u, root), units)):
        for path in paths:
            readers.setdefault(path, []).append(unit)

    def judge(place):
        path, line = place
        with tempfile.TemporaryDirectory() as folder:
            for unit in readers.get(path, [])[:options.most_units]:
                run = compiles_without(unit, root, path, line, pathlib.Path(folder))
                if run is not None and run.returncode != 0 and unit.run(["-fsyntax-only"]).returncode == 0:
                    error = next((text for text in run.stderr.split("\n") if "error:" in text), "")
                    return f"{path}:{line} breaks {unit.path}: {error}"
        return None

    broken = [text for text in compiled_units.in_parallel(judge, places) if text]
    print(f"{root.name}: {len(places)} includes reported as unused, {len(broken)} of them break the build when removed")
    for text in broken:
        print(" ", text)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
