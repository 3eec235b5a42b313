#!/usr/bin/env bash
# What the client adds to a request on loopback, in release: prints its figure last.
# Usage: Scripts/bench-client.sh [--quick]
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
mkdir -p out
"$swift" build -c release --package-path Benchmarks --product ClientBench >&2
"$("$swift" build -c release --package-path Benchmarks --show-bin-path)/ClientBench" "$@" | tee out/bench-client.txt
