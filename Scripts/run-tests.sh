#!/usr/bin/env bash
# Runs a test command and closes with a count of the vectors of each source.
# Usage: Scripts/run-tests.sh COMMAND ARGUMENT...
set -uo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
COUNTERSIGN_PYTHON=$("$(dirname "$0")/python.sh") || exit 69
export COUNTERSIGN_PYTHON

"$@" 2>&1 | tee "$log" | grep --line-buffered -vE '^◇ |^✔ Test .* passed|^✔ Suite .* passed'
status=${PIPESTATUS[0]}
if ! grep -q '^vectors total: ' "$log"; then
    echo "run-tests: no vectors were counted" >&2
    exit 1
fi
echo
echo "Vectors that judged this run, by source:"
grep -E '^vectors ' "$log" | sed 's/^/  /'
exit "$status"
