# Checks what loadline writes against the JSON Schema of SARIF 2.1.0 as published, which an npm package carries.
# SPDX-License-Identifier: Apache-2.0
# usage: validate_sarif.py PROGRAM GOLDEN CORPORA      exit code 77: there is no npm to fetch the schema with
import copy
import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

import jsonschema

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
SHA256 = "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8"


def fetch_schema(folder):
    kept = folder / "sarif-2.1.0.json"
    if not kept.exists():
        if not shutil.which("npm"):
            print("skipped: npm is not installed")
            sys.exit(77)
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=scratch, check=True, stdout=subprocess.DEVNULL)
            archive = next(pathlib.Path(scratch).glob("*.tgz")).read_bytes()
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            kept.write_bytes(files.extractfile(MEMBER).read())
    text = kept.read_bytes()
    if hashlib.sha256(text).hexdigest() != SHA256:
        sys.exit(f"{kept} is not the schema it should be; remove it")
    return json.loads(text)


def report_of(program, project):
    run = subprocess.run([program, "check", project, "-q", "--no-cache", "--report", "sarif"], stdout=subprocess.PIPE)
    if run.returncode not in (0, 1):
        sys.exit(f"loadline check {project}: exit code {run.returncode}")
    return json.loads(run.stdout)


def damaged(log):
    """Copies of the log with one mistake each: a check that accepts them checks nothing."""
    def damage(change):
        copied = copy.deepcopy(log)
        change(copied["runs"][0])
        return copied

    yield damage(lambda run: run["results"][0].pop("message"))
    yield damage(lambda run: run["results"][0].update(level="fatal"))
    yield damage(lambda run: run["results"][0].update(unknown=1))
    yield damage(lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0))
    yield damage(lambda run: run["invocations"][0].pop("executionSuccessful"))


program, golden, corpora = sys.argv[1:]
schema = fetch_schema(pathlib.Path(corpora))
validator = jsonschema.validators.validator_for(schema)(schema)
recorded = json.loads(pathlib.Path(golden).read_text(encoding="utf-8"))
for name, log in (("golden", recorded), ("leveldb", report_of(program, f"{corpora}/leveldb"))):
    errors = [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(log)]
    if errors:
        sys.exit(f"{name} is no SARIF: " + "\n".join(errors))
for bad in damaged(recorded):
    if validator.is_valid(bad):
        sys.exit("the schema accepts a damaged log")
print("valid")
