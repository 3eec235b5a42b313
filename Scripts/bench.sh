#!/usr/bin/env bash
# Runs one area of the benchmarks in release and prints its table, and last its figures.
# Usage: Scripts/bench.sh verifier|signing [--quick] [--rounds N]
# JSON and a chart go to the folder out/. COUNTERSIGN names a built tool.
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
area=$1
shift
mkdir -p out
options=(--json "out/bench-$area.json")
if [ "$area" = verifier ]; then
    tool=$(Scripts/release-tool.sh)
    options+=(--tool "$tool")
fi
"$swift" build -c release --package-path Benchmarks --product BatchBench >&2
bench="$("$swift" build -c release --package-path Benchmarks --show-bin-path)/BatchBench"
"$bench" "$area" "${options[@]}" "$@" > "out/bench-$area.txt"
python3 Scripts/chart-benchmarks.py "out/bench-$area.json" "out/bench-$area.svg"
cat "out/bench-$area.txt"
