#!/usr/bin/env python3
"""Writes the project's own test vectors into vectors/; with --check only compares and fails on a difference.

Nothing is random and nothing is read but this script's own package, so a rerun changes nothing.
"""

import argparse
import json
import pathlib
import sys

from countersign_vectors import dercases, explaincases, flow, hexcases, keycases, verifycases

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "vectors"
PARTS = {
    "flow.json": ("Challenge to verdict, station by station", flow),
    "der.json": ("Strict DER of a signature", dercases),
    "hex.json": ("Hex digits", hexcases),
    "keys.json": ("Key encodings", keycases),
    "verify.json": ("Verification at its edges", verifycases),
    "explain.json": ("Mistakes and their diagnosis", explaincases),
}
TABLE_START, TABLE_END = "<!-- counts: generated -->", "<!-- end of counts -->"


def file_text(title, part, rows):
    """A header, then one case a line, so that a difference can be read."""
    head = {"title": title, "origin": part.ORIGIN, "generator": "Scripts/generate-vectors.py",
            "description": part.DESCRIPTION, "count": len(rows)}
    lines = [f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}," for name, value in head.items()]
    cases = ",\n".join("    " + json.dumps(row, ensure_ascii=True, separators=(", ", ": ")) for row in rows)
    return "{\n" + "\n".join(lines) + '\n  "cases": [\n' + cases + "\n  ]\n}\n"


def count_table(counts):
    lines = ["| File | Cases | What | Origin |", "|---|---|---|---|"]
    for name, (title, part) in PARTS.items():
        lines.append(f"| `{name}` | {counts[name]:,} | {title} | {part.ORIGIN} |")
    return "\n".join(lines)


def readme_text(counts):
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    before, rest = text.split(TABLE_START)
    return before + TABLE_START + "\n" + count_table(counts) + "\n" + TABLE_END + rest.split(TABLE_END)[1]


def wanted_files():
    files, counts = {}, {}
    for name, (title, part) in PARTS.items():
        rows = part.cases()
        identifiers = [row["id"] for row in rows]
        if len(set(identifiers)) != len(identifiers):
            raise AssertionError(f"{name}: an id stands twice")
        counts[name] = len(rows)
        files[name] = file_text(title, part, rows)
    files["README.md"] = readme_text(counts)
    return files, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the files that are there; write nothing")
    check = parser.parse_args().check
    files, counts = wanted_files()
    different = []
    for name, text in files.items():
        path = FOLDER / name
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old == text:
            continue
        different.append(name)
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    for name, count in counts.items():
        print(f"vectors/{name}: {count} cases{' (changed)' if name in different else ''}")
    if check and different:
        print("generate-vectors: vectors/ is not what the generator writes: " + ", ".join(different), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
