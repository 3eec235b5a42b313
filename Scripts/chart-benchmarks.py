#!/usr/bin/env python3
"""Draws the rows of a benchmark as bars: how many times as fast as OpenSSL in the same process.

Usage: Scripts/chart-benchmarks.py REPORT.json CHART.svg
"""

import json
import sys
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, BAR, GAP, TOP = 960, 330, 90, 16, 8, 64
COLOURS = {"avx512ifma": "#2563a8", "x86_64adx": "#3c8d5a", "portable": "#9a7b2f"}


def label(row):
    parts = [row["path"], row["kernel"]]
    if row["tableBytes"]:
        parts.append(f"{row['tableBytes'] // 1024} KB")
    if row["keys"]:
        parts.append(f"{row['keys']} keys")
    if row["batch"] > 1:
        parts.append(f"batch {row['batch']}")
    return " · ".join(parts)


def chart(report):
    rows = sorted(report["rows"], key=lambda row: -row["ratio"])
    longest = max(row["ratioHigh"] for row in rows)
    height = TOP + len(rows) * (BAR + GAP) + 40
    scale = (WIDTH - LEFT - RIGHT) / longest
    machine = report["machine"]
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        '<text x="16" y="26" font-size="16" font-weight="bold">Times as fast as OpenSSL, one core, '
        "same process</text>",
        f'<text x="16" y="46" fill="#555">{escape(machine["cpu"])} · {escape(machine["openssl"])} · '
        f"{escape(machine['date'])} · whiskers: quartiles</text>",
    ]
    for number, row in enumerate(rows):
        y = TOP + number * (BAR + GAP)
        middle = y + BAR / 2
        width = row["ratio"] * scale
        colour = COLOURS.get(row["kernel"], "#777")
        out.append(f'<text x="{LEFT - 8}" y="{middle + 4}" text-anchor="end">{escape(label(row))}</text>')
        out.append(f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{colour}"/>')
        low, high = LEFT + row["ratioLow"] * scale, LEFT + row["ratioHigh"] * scale
        out.append(f'<path d="M{low:.1f} {middle}H{high:.1f}" stroke="black" stroke-width="1.5"/>')
        out.append(f'<text x="{max(high, LEFT + width) + 6:.1f}" y="{middle + 4}">{row["ratio"]:.1f}×</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        drawn = chart(json.load(file))
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(drawn)
