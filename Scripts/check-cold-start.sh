#!/usr/bin/env bash
# Many cold starts with 64 threads, under ThreadSanitizer: the first call of each kernel, table and blind races.
# Usage: Scripts/check-cold-start.sh [STARTS]      default 100; 1000 for a release
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/kernel-checks.sh
libraries=(-lpthread)
# The ThreadSanitizer of Swift's clang knows libdispatch and wants it; other compilers' does without.
runtime=$(dirname "$(readlink -f "$(command -v "$(check_compiler)")")")/../lib/swift/linux
[ ! -e "$runtime/libdispatch.so" ] || libraries+=("-L$runtime" "-Wl,-rpath,$runtime" -ldispatch -lBlocksRuntime)
build_checks thread cold_start -O1 -DCOUNTERSIGN_SANITIZE_KERNELS -fsanitize=thread "${libraries[@]}"
TSAN_OPTIONS="halt_on_error=1 ${TSAN_OPTIONS:-}" .build-checks/thread/cold_start "${1:-100}"
