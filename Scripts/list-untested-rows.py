#!/usr/bin/env python3
"""Lists the rows of the acceptance checklist that no test names, and exits 1 where there is one that is due.

A test names a row in its display name, @Test("… (S1-033)"), in a table that it walks through, or in a script. What is not built yet stands
in Tests/rows-not-due.txt: a row or the beginning of its id, and why, one a line. A line there that excuses nothing any
more is a fault as well, so that the list ends empty.

The checklist is a file of JSON lines with the members "id" and "requirement": COUNTERSIGN_CHECKLIST, else
../shared/domain/seed-checklist.jsonl. Where there is none nothing can be said: exit code 66.

Usage: list-untested-rows.py
"""

import json
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROW = re.compile(r"\b(?:CARD|S\d)-\d{3}\b")
# Display names, and the tables of rows that a test walks through; no comments.
COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def checklist():
    named = os.environ.get("COUNTERSIGN_CHECKLIST")
    path = pathlib.Path(named) if named else ROOT.parent / "shared/domain/seed-checklist.jsonl"
    if not path.is_file():
        print("list-untested-rows: there is no checklist: set COUNTERSIGN_CHECKLIST", file=sys.stderr)
        sys.exit(66)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {row["id"]: row["requirement"] for row in rows}


def named_by_tests():
    """The rows that tests name, each with one of the files."""
    found = {}
    for path in sorted((ROOT / "Tests").rglob("*")):
        if path.suffix not in {".swift", ".txt", ".py", ".sh"} or path.name == "rows-not-due.txt":
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        parts = TEXT.findall(COMMENT.sub("", text)) if path.suffix == ".swift" else [text]
        for row in ROW.findall("\n".join(parts)):
            found.setdefault(row, path.relative_to(ROOT))
    return found


def excuses():
    lines = (ROOT / "Tests/rows-not-due.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(None, 1) for line in lines if line.strip() and not line.startswith("#"))


def main():
    rows, tested, excused = checklist(), named_by_tests(), excuses()
    untested = {row for row in rows if row not in tested}
    due = sorted(row for row in untested if not any(row.startswith(start) for start in excused))
    idle = [start for start in excused if not any(row.startswith(start) for row in untested)]
    strange = sorted(row for row in tested if row not in rows)
    for row in due:
        print(f"no test: {row} {rows[row]}")
    for start in idle:
        print(f"excused in Tests/rows-not-due.txt and tested, or in no checklist: {start}")
    for row in strange:
        print(f"in no checklist: {row}, named in {tested[row]}")
    print(f"checklist: {len(rows)} rows, {len(rows) - len(untested)} tested, {len(due)} untested, "
          f"{len(untested) - len(due)} not due yet")
    return 1 if due or idle or strange else 0


if __name__ == "__main__":
    sys.exit(main())
