#!/usr/bin/env bash
# Measures the pre-validator's service over loopback, server and load client on the same cores, and what a call of the C
# library costs; prints the figures last.
# Usage: Scripts/bench-prevalidator.sh [CHECKS] [CONNECTIONS]
# COUNTERSIGN names a built tool.
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
checks=${1:-100000}
connections=${2:-64}
keys=1000
tool=$(Scripts/release-tool.sh)
"$swift" build -c release --package-path Benchmarks --product PrevalidatorWork >&2
"$swift" build -c release --package-path Benchmarks --product LoadClient >&2
bench=$("$swift" build -c release --package-path Benchmarks --show-bin-path)
mkdir -p out
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT

start() { # start WORD...: a server with the keys and challenges of all files
    rm -f "$folder/url"
    "$tool" prevalidator serve --anonymous --port 0 "$@" > "$folder/url" 2>"$folder/log" &
    server=$!
    until [ -s "$folder/url" ]; do kill -0 "$server" || exit 69; sleep 0.05; done
    port=$(sed 's/.*://' "$folder/url")
    post /v1/keys keys.ndjson 0 '"key_id"' > "$folder/keys.txt"
    for name in full half batch1 batch2 batch3; do
        post /v1/challenges "$name-challenges.ndjson" 0 '"expires_at"' > "$folder/$name.txt"
    done
}
stop() { kill "$server"; wait "$server" || true; server=; }
post() { "$bench/LoadClient" "$port" "$1" "$folder/$2" "$connections" "$3" "$4"; }
value() { awk -v name="$1" '{ for (i = 1; i < NF; i++) if ($i == name) print $(i + 1) }'; }
check() { # check ANSWER COUNT: every signature was accepted
    [ "$(value expected <<<"$1")" = "$2" ] || { echo "bench-prevalidator: not all were ok: $1" >&2; exit 1; }
}
lines() { # lines NAME: checks per second of the batch endpoint
    local seconds
    seconds=$(curl -sS -o "$folder/answers" -w '%{time_total}' -H 'content-type: application/x-ndjson' -H 'expect:' \
        -T "$folder/$1-checks.ndjson" -X POST "http://127.0.0.1:$port/v1/verify/batch")
    [ "$(grep -c '"code":"ok"' "$folder/answers")" = "$checks" ] || { echo "bench-prevalidator: not all were ok" >&2; exit 1; }
    awk -v n="$checks" -v s="$seconds" 'BEGIN { printf "%.0f\n", n / s }'
}
best() { for name in batch1 batch2 batch3; do lines "$name"; done | sort -n | tail -1; }
bare() { "$bench/PrevalidatorWork" bare "$checks" "$keys" | value bare; }

"$bench/PrevalidatorWork" make "$folder" full "$checks" "$keys"
"$bench/PrevalidatorWork" make "$folder" half "$((checks / 2))" "$keys"
for name in batch1 batch2 batch3; do "$bench/PrevalidatorWork" make "$folder" "$name" "$checks" "$keys"; done
{
    Scripts/bench-machine.sh
    printf 'before     load average %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"

    ready=$(Scripts/bench-ready.sh "$tool" prevalidator serve --anonymous --port 0)
    # The verifier alone before and after, so that what else the machine does hits both.
    alone=$(bare)
    start
    full=$(post /v1/verify full-checks.ndjson 0 '"code":"ok"')
    check "$full" "$checks"
    echo "memory     $connections connections: $full"
    rps=$(value rps <<<"$full")
    half=$(post /v1/verify half-checks.ndjson "$((rps / 2))" '"code":"ok"')
    check "$half" "$((checks / 2))"
    echo "half       at half of that: $half"
    batch=$(best)
    stop
    alone=$(printf '%s\n' "$alone" "$(bare)" | sort -n | tail -1)
    echo "batch      $batch lines a second, batch verifier alone $alone"

    start --store "$folder/store.sqlite"
    sqlite=$(post /v1/verify full-checks.ndjson 0 '"code":"ok"')
    check "$sqlite" "$checks"
    echo "sqlite     $connections connections: $sqlite"
    claims=$(best)
    stop
    abi=$(Scripts/bench-abi.sh | grep '^figure')
    printf 'after      load average %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"

    echo "figure verify-ready-ms $ready ms"
    echo "figure verify-rps $rps 1/s"
    echo "figure verify-rps-sqlite $(value rps <<<"$sqlite") 1/s"
    echo "figure verify-p99-ms $(value p99 <<<"$half") ms"
    echo "figure batch-share $(awk -v a="$batch" -v b="$alone" 'BEGIN { printf "%.1f", 100 * a / b }') %"
    echo "figure claims-per-second $claims 1/s"
    echo "$abi"
} | tee out/bench-prevalidator.txt
