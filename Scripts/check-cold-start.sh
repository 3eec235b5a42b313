#!/usr/bin/env bash
# Many cold starts with 64 threads, under ThreadSanitizer: the first call of each kernel, table and blind races.
# Usage: Scripts/check-cold-start.sh [STARTS]      default 100; 1000 for a release
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/kernel-checks.sh
starts=${1:-100}
mkdir -p .build-checks
# The sanitizer of Swift's clang knows libdispatch and wants it.
libraries=(-lpthread)
runtime=$(dirname "$(readlink -f "$(command -v "$(check_compiler)")")")/../lib/swift/linux
[ ! -e "$runtime/libdispatch.so" ] || libraries+=("-L$runtime" "-Wl,-rpath,$runtime" -ldispatch -lBlocksRuntime)
$(check_compiler) -std=gnu11 -O1 -g -fsanitize=thread Tests/KernelChecks/cold_start.c \
    $(find Sources/CCountersignP256 -name '*.c' | LC_ALL=C sort) "${libraries[@]}" \
    -o .build-checks/cold_start
for ((i = 1; i <= starts; i++)); do
    TSAN_OPTIONS=halt_on_error=1 .build-checks/cold_start ||
        { echo "check-cold-start: start $i failed" >&2; exit 1; }
done
echo "check-cold-start: $starts starts of 64 threads, no race, no wrong verdict"
