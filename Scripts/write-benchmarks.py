#!/usr/bin/env python3
"""Writes the tables of benchmark reports into BENCHMARKS.md, between the marks of each area; the text around them
stays as it is.

Usage: Scripts/write-benchmarks.py BENCHMARKS.md out/bench-verifier.json [out/bench-signing.json out/bench-sandbox.txt …]
"""

import json
import pathlib
import re
import sys

# What the project set out to reach, with the figure that says whether it did.
GOALS = {
    "unknown-256": ("unknown keys, batch 256, IFMA", 9, 12, "at least"),
    "enrolled-32k-1000": ("enrolled keys, 32 KB, 1 000 keys, IFMA", 45, 60, "at least"),
    "enrolled-32k-100000": ("enrolled keys, 32 KB, 100 000 keys, IFMA", 40, 50, "at least"),
    "enrolled-2k": ("enrolled keys, 2 KB, IFMA", 28, 32, "at least"),
    "scalar-enrolled-32k": ("enrolled keys, 32 KB, scalar x86-64", 9, 10, "at least"),
    "scalar-unknown": ("unknown keys, scalar x86-64", 1.6, 1.8, "at least"),
    "portable-enrolled-32k": ("enrolled keys, 32 KB, portable C", 7, 8, "at least"),
    "portable-unknown": ("unknown keys, portable C", 1.2, 1.3, "at least"),
    "road-share": ("whole road against the bare kernel", 85, 95, "at least"),
    "latency-8": ("eight unknown keys against one OpenSSL verify", 1.2, 1.0, "at most"),
    "bulk-records": ("batch verify, 1 000 keys, one job", 300_000, 600_000, "at least"),
    "verify-ready-ms": ("start of the pre-validator until it listens", 300, None, "at most"),
    "verify-rps": ("`POST /v1/verify`, keep-alive, memory store", 15_000, 30_000, "at least"),
    "verify-rps-sqlite": ("the same with the SQLite file, claims committed in groups", 8_000, None, "at least"),
    "verify-p99-ms": ("its 99th percentile at half the rate of the memory store", 5, None, "at most"),
    "batch-share": ("batch endpoint against the bare batch verifier", 60, None, "at least"),
    "claims-per-second": ("batch endpoint with the SQLite file", 10_000, None, "at least"),
    "abi-overhead-ns": ("one verification by the C library against the Swift API", 1_000, None, "at most"),
    "abi-batch-share": ("a batch by the C library against the Swift API", 95, None, "at least"),
    "change-requests-per-second": ("complete change requests: create, authorize, confirm", 1_000, 3_000, "at least"),
    "confirm-p99": ("99th percentile of `confirm` at half that load", 20, None, "at most"),
    "restore-ms-memory": ("a snapshot restored, 10 000 persons, in memory", 5, None, "at most"),
    "restore-ms": ("the same with the books on file", 50, None, "at most"),
    "ready-ms": ("start of the sandbox until it listens", 300, None, "at most"),
    "sign-share": ("signatures of a virtual phone against `openssl speed ecdsap256`", 0.9, None, "at least"),
    "fleet-mb": ("memory of a fleet of 10 000 phones", 200, None, "at most"),
    "demo-ms": ("`make demo` after the build", 5_000, None, "at most"),
    "client-overhead-us": ("what the client adds to a request on loopback", 100, None, "at most"),
    "crafted-share": ("the dearest crafted batch against an honest one", 2, None, "at most"),
}


def number(value, unit):
    return f"{value:,.0f} {unit}".replace(",", " ") if value >= 1000 else f"{value:.2f} {unit}".replace(" x", "×")


def machine(report):
    names = ["cpu", "kernel", "compiler", "openssl", "system", "date"]
    return ["| | |", "|---|---|"] + [f"| {name} | {report['machine'][name]} |" for name in names]


def figures(report):
    lines = ["| figure | | measured | at least or at most | aim |", "|---|---|---:|---:|---:|"]
    for figure in report["figures"]:
        name, unit = figure["name"], figure["unit"]
        what, least, aim, sense = GOALS.get(name, ("", None, None, ""))
        goals = [number(goal, unit) if goal is not None else "" for goal in (least, aim)]
        if sense == "at most":
            goals = ["≤ " + goal if goal else "" for goal in goals]
        lines.append(f"| `{name}` | {what} | **{number(figure['value'], unit)}** | {goals[0]} | {goals[1]} |")
    for figure in report.get("unmeasured", []):
        lines.append(f"| `{figure['name']}` | {GOALS[figure['name']][0]} | {figure['reason']} | | |")
    return lines


def rows(report):
    lines = [
        "| path | kernel | table | keys | batch | µs | per second | × OpenSSL | quartiles | build µs/key |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in report["rows"]:
        table = f"{row['tableBytes'] // 1024} KB" if row["tableBytes"] else ""
        build = f"{row['buildMicroseconds']:.0f}" if row.get("buildMicroseconds") else ""
        rate = f"{1e6 / row['microseconds']:,.0f}".replace(",", " ")
        lines.append(
            f"| {row['path']} | {row['kernel']} | {table} | {row['keys'] or ''} | {row['batch']} | "
            f"{row['microseconds']:.3f} | {rate} | **{row['ratio']:.2f}** | "
            f"{row['ratioLow']:.2f}–{row['ratioHigh']:.2f} | {build} |")
    return lines


def operations(report):
    """Field and point operations of one lane."""
    if not report.get("operations"):
        return []
    lines = ["", "| operation, one lane | kernel | ns | in the time of one OpenSSL verification |", "|---|---|---:|---:|"]
    for row in report["operations"]:
        lines.append(f"| {row['path']} | {row['kernel']} | {1000 * row['microseconds']:.1f} | {row['ratio']:,.0f} |"
                     .replace(",", " "))
    return lines


def crafted(report):
    """Batches that were made to cost time: the dearest attack on each kernel and path."""
    dearest = {}
    for row in report.get("crafted", []):
        key = (row["kernel"], row["tableBytes"])
        if key not in dearest or row["share"] > dearest[key]["share"]:
            dearest[key] = row
    if not dearest:
        return []
    lines = ["", "| crafted batch | kernel | table | µs | × honest | verified again | complete formulas |",
             "|---|---|---:|---:|---:|---:|---:|"]
    for (kernel, table), row in dearest.items():
        lines.append(
            f"| {row['attack']} | {kernel} | {f'{table // 1024} KB' if table else ''} | {row['microseconds']:.3f} | "
            f"**{row['share']:.2f}** | {100 * row['again']:.2f} % | {100 * row['complete']:.4f} % |")
    return lines


def printed(text):
    """A report as a script prints it: what the machine was, what was measured, and last its figures."""
    report = {"machine": {}, "figures": []}
    for line in text.splitlines():
        name, _, rest = line.partition(" ")
        if name == "figure":
            name, value, unit = rest.split(" ", 2)
            report["figures"].append({"name": name, "value": float(value), "unit": unit})
        else:
            before = report["machine"].get(name)
            report["machine"][name] = f"{before}<br>{rest.strip()}" if before else rest.strip()
    table = ["| | |", "|---|---|"] + [f"| {name} | {value} |" for name, value in report["machine"].items()]
    return table + [""] + figures(report)


def main(document, reports):
    path = pathlib.Path(document)
    text = path.read_text(encoding="utf-8")
    for name in reports:
        content = pathlib.Path(name).read_text(encoding="utf-8")
        area = re.sub(r"^bench-", "", pathlib.Path(name).stem)
        if name.endswith(".txt"):
            body = "\n".join(printed(content))
        else:
            report = json.loads(content)
            body = "\n".join(machine(report) + [""] + figures(report) + [""] + rows(report) + operations(report) + crafted(report))
        begin, end = f"<!-- {area}: begin -->", f"<!-- {area}: end -->"
        if begin not in text or end not in text:
            sys.exit(f"{document}: expected the marks {begin} and {end}")
        head, rest = text.split(begin, 1)
        text = head + begin + "\n\n" + body + "\n\n" + end + rest.split(end, 1)[1]
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
