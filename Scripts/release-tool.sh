#!/usr/bin/env bash
# Prints where the tool in release is, for benchmarks: COUNTERSIGN where that names one, else it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
if [ -n "${COUNTERSIGN:-}" ]; then
    echo "$COUNTERSIGN"
else
    "$swift" build -c release --product countersign >&2
    echo "$("$swift" build -c release --show-bin-path)/countersign"
fi
