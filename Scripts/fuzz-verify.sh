#!/usr/bin/env bash
# The differential stream: labelled cases on every kernel of this CPU, and a share of them on OpenSSL itself.
# Usage: Scripts/fuzz-verify.sh [CASES [CASES_ON_OPENSSL [SEED]]]      default: 1 000 000 and 10 000, a fresh seed
# Prints seed, cases done on each kernel and path, and disagreements; fails if there is one, or a path without a case.
# A million cases take five seconds of one core with AVX-512 IFMA.
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/kernel-checks.sh
build_checks release fuzz_verify -lcrypto
exec .build-checks/release/fuzz_verify "${1:-1000000}" "${2:-10000}" ${3:+"$3"}
