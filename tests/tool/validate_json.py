# Checks a JSON Schema (draft 2020-12), then JSON documents against it: prints "valid" or "invalid" for each, a line each.
# SPDX-License-Identifier: Apache-2.0
# usage: validate_json.py SCHEMA DOCUMENTS     (DOCUMENTS: a JSON array of documents)
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
with open(sys.argv[2], encoding="utf-8") as file:
    documents = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for document in documents:
    print("valid" if validator.is_valid(document) else "invalid")
