#!/usr/bin/env bash
# The C library beside the Swift API: what a single call costs more, and a batch. Prints a table and last its figures.
# Usage: Scripts/bench-abi.sh [--rounds N]
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
library=$(Scripts/build-library.sh)
"$swift" build -c release --package-path Benchmarks --product ABIBench >&2
bench="$("$swift" build -c release --package-path Benchmarks --show-bin-path)/ABIBench"
"$bench" --library "$library" "$@"
