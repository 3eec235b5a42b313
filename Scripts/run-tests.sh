#!/usr/bin/env bash
# Runs a test command with what some tests need, shows what failed or was skipped, and closes with a count of the
# vectors of each source.
# Usage: Scripts/run-tests.sh [--without-vectors] COMMAND ARGUMENT...
set -uo pipefail
vectors=yes
if [ "${1:-}" = --without-vectors ]; then
    vectors=no
    shift
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
COUNTERSIGN_PYTHON=$("$(dirname "$0")/python.sh") || exit 69
export COUNTERSIGN_PYTHON
# Of a crash the last lines say where it was.
export SWIFT_BACKTRACE=${SWIFT_BACKTRACE:-enable=yes,color=no,interactive=no,threads=crashed,registers=none,images=none}

# What passed is not worth a line each; the runner's closing line is.
quiet='/^✔ Test run/ || !/^◇ |^✔ (Test|Suite) / { print; fflush() }'
"$@" 2>&1 | tee "$log" | awk "$quiet"
status=${PIPESTATUS[0]}
[ $vectors = yes ] || exit "$status"
if ! grep -q '^vectors total: ' "$log"; then
    echo "run-tests: no vectors were counted" >&2
    exit 1
fi
echo
echo "Vectors that judged this run, by source:"
grep -E '^vectors ' "$log" | sed 's/^/  /'
exit "$status"
