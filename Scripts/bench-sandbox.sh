#!/usr/bin/env bash
# Measures the sandbox in release with a load client on the same machine, and prints its figures last.
# Usage: Scripts/bench-sandbox.sh [SECONDS]
# The books of the server under load are on file (WAL, synchronous NORMAL). COUNTERSIGN names a built tool.
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
tool=$(Scripts/release-tool.sh)
"$swift" build -c release --package-path Benchmarks --product SandboxBench >&2
bench="$("$swift" build -c release --package-path Benchmarks --show-bin-path)/SandboxBench"

folder=$(mktemp -d)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null; wait; rm -rf "$folder"' EXIT
# serve NAME OPTION...: prints nothing; the port is left in $folder/NAME.
serve() {
    local name=$1
    shift
    "$tool" sandbox serve --port 0 "$@" > "$folder/$name.url" 2> "$folder/$name.log" &
    servers+=($!)
    until [ -s "$folder/$name.url" ]; do kill -0 $! || exit 69; sleep 0.05; done
    sed 's/.*://' "$folder/$name.url" > "$folder/$name"
}
# Before there is any load.
ready=$(Scripts/bench-ready.sh "$tool" sandbox serve --port 0)
serve file --data "$folder/books"
serve memory
mkdir -p out
{
    Scripts/bench-machine.sh
    "$bench" "$(cat "$folder/file")" "$(cat "$folder/memory")" "${1:-10}"
    echo "figure ready-ms $ready ms"
} | tee out/bench-sandbox.txt
