#!/usr/bin/env bash
# Every check of the probe (Tests/CCountersignP256Probe) on every kernel of this CPU: optimised, with every sum of a
# small group (half a minute a kernel); with AddressSanitizer and UndefinedBehaviorSanitizer; with the ranges of the
# vector kernel checked at each step (COUNTERSIGN_CHECK_BOUNDS); its layers against OpenSSL's integers; and each way of
# SHA-256.
# Usage: Scripts/check-kernels.sh [EFFORT [SEED]]
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/kernel-checks.sh
effort=${1:-1}
seed=${2:-$RANDOM$RANDOM}

build_checks release check_kernels
.build-checks/release/check_kernels "$effort" "$seed" all
build_checks release check_sha256 -lcrypto
.build-checks/release/check_sha256
build_checks sanitize check_kernels -fsanitize=address,undefined -fno-sanitize-recover=all
.build-checks/sanitize/check_kernels 1 "$seed"
build_checks sanitize check_sha256 -fsanitize=address,undefined -fno-sanitize-recover=all -lcrypto
.build-checks/sanitize/check_sha256
if [ "$(uname -m)" = x86_64 ] && grep -q avx512ifma /proc/cpuinfo 2>/dev/null; then
    # The checks left out multiply its compile time; AddressSanitizer sees what most of them look for.
    build_checks sanitize-vector check_kernels -O1 -DCOUNTERSIGN_SANITIZE_KERNELS -fsanitize=address,undefined \
        -fno-sanitize=null,alignment,object-size,pointer-overflow -fno-sanitize-recover=all
    COUNTERSIGN_KERNEL=avx512ifma .build-checks/sanitize-vector/check_kernels 1 "$seed"
    build_checks bounds check_kernels -DCOUNTERSIGN_CHECK_BOUNDS
    COUNTERSIGN_KERNEL=avx512ifma .build-checks/bounds/check_kernels "$effort" "$seed"
    $(check_compiler) -std=gnu11 -O2 -DCOUNTERSIGN_CHECK_BOUNDS -Wno-deprecated-declarations \
        Tests/KernelChecks/check_ifma.c Sources/CCountersignP256/scalar.c -lcrypto -o .build-checks/check_ifma
    .build-checks/check_ifma $((1000 * effort)) "$seed"
else
    echo "check-kernels: no AVX-512 IFMA here, so its ranges are not checked"
fi
