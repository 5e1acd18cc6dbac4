# Commands of a compile database, turned into ones that a check may run: objects and dependencies go into a scratch folder.
# SPDX-License-Identifier: Apache-2.0
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess


class Unit:
    def __init__(self, entry, root):
        self.folder = entry["directory"]
        self.source = (pathlib.Path(self.folder) / entry["file"]).resolve()
        self.path = str(self.source.relative_to(root)) if self.source.is_relative_to(root) else None
        words = entry.get("arguments") or shlex.split(entry["command"])
        self.arguments = []
        skip = False
        for word in words:
            if skip:
                skip = False
            elif word in ("-o", "-MF", "-MT", "-MQ"):
                skip = True
            elif word not in ("-c", "-MD", "-MMD", "-Werror", entry["file"], str(self.source)) and not word.startswith("-O"):
                self.arguments.append(word)

    def run(self, extra, source=None):
        command = [*self.arguments, "-w", "-O0", "-g0", *extra, str(source or self.source)]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True)


def units_of(root, most=None):
    root = pathlib.Path(root).resolve()
    database = next(p for p in (root / "build/compile_commands.json", root / "compile_commands.json") if p.exists())
    units = {}
    for entry in json.loads(database.read_text()):
        unit = Unit(entry, root)
        if unit.path and unit.source.suffix in (".cc", ".cpp", ".cxx", ".c"):
            units.setdefault(unit.path, unit)
    paths = sorted(units)
    if most and len(paths) > most:  # spread evenly
        paths = [paths[i * len(paths) // most] for i in range(most)]
    return [units[path] for path in paths]


def in_parallel(work, items):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, items))


def run_loadline(program, *arguments):
    run = subprocess.run([program, *arguments], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        raise SystemExit(f"loadline {' '.join(arguments)} exits with {run.returncode}: {run.stderr}")
    return run.stdout
