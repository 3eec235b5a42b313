#!/usr/bin/env python3
"""Writes the seeds of a fuzz target from vectors/*.json into a folder: fuzz-corpus.py TARGET FOLDER."""

import argparse
import json
import pathlib

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors"
# Formats in the order of Fuzz/fuzz_key.c.
KEY_FORMATS = ["any", "pkcs8-pem", "pkcs8-der", "pkcs8-encrypted-pem", "pkcs8-encrypted-der", "sec1-pem", "sec1-der",
               "scalar", "x963-private", "spki-pem", "spki-der", "point", "point-compressed"]


def cases(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))["cases"]


def part(row, name):
    return bytes.fromhex(row[name + "_bytes"]) if name + "_bytes" in row else row[name].encode()


def seeds(target):
    if target == "der":
        return [bytes.fromhex(row["der"]) for row in cases("der.json")]
    if target == "hex":
        return [bytes([row["capacity"]]) + bytes.fromhex(row["bytes"]) for row in cases("hex.json")]
    if target == "field":
        return [row["field"].encode() for row in cases("flow.json")] + [row["der"].encode() for row in cases("der.json")]
    if target == "key":
        return [bytes([KEY_FORMATS.index(row["format"])]) + bytes.fromhex(row["bytes"])
                for row in cases("keys.json") if row["format"] in KEY_FORMATS]
    if target == "verify":
        return [bytes.fromhex(row["key"][2:] + row["digest"] + row["r"] + row["s"]) for row in cases("verify.json")]
    if target == "key-text":
        return [bytes.fromhex(row["bytes"]) for row in cases("keys.json")]
    if target == "ndjson":
        return [json.dumps({"id": row["id"], "key": row.get("key", ""), "challenge": row.get("text", ""),
                            "signature": row.get("field", ""), "more": [None, True, -1.5e3, {"nested": "\u00e9\n"}]},
                           ensure_ascii=index % 2 == 0).encode() for index, row in enumerate(cases("flow.json"))]
    if target == "diagnosis":
        return [b"\0".join([part(row, "signature"), row["text"].encode(), part(row, "key")])
                for row in cases("explain.json")]
    raise SystemExit(f"fuzz-corpus: no target {target}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for index, seed in enumerate(seeds(options.target)):
        (options.folder / f"seed-{index:04}").write_bytes(seed)


if __name__ == "__main__":
    main()
