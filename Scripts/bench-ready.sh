#!/usr/bin/env bash
# Milliseconds from the start of a server until it prints its address, by when it answers /readyz: the median of five
# starts.
# Usage: Scripts/bench-ready.sh COMMAND ARGUMENT...
set -euo pipefail
for _ in 1 2 3 4 5; do
    begun=${EPOCHREALTIME/[.,]/}
    coproc server { exec "$@" 2>/dev/null; }
    process=$server_PID
    read -r url <&"${server[0]}" || { echo "bench-ready: the server did not start: $*" >&2; exit 69; }
    ended=${EPOCHREALTIME/[.,]/}
    curl -sSf -o /dev/null "$url/readyz"
    kill "$process"
    wait "$process" || true
    echo "$(((ended - begun) / 100))"
done | sort -n | sed -n '3s/\(.\)$/.\1/p'
