#!/usr/bin/env bash
# Every check of the probe (Tests/CCountersignP256Probe) on every kernel of this CPU: optimised, with every sum of a
# small group (half a minute a kernel); with AddressSanitizer and UndefinedBehaviorSanitizer; with the ranges of the
# vector kernel checked at each step (COUNTERSIGN_CHECK_BOUNDS); its layers against OpenSSL's integers; and each way of
# SHA-256. On an x86-64 machine without AVX-512 IFMA the vector kernel and its SHA-256 are compiled from copies whose
# vector instructions are plain C (Tests/KernelChecks/Emulated).
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
[ "$(uname -m)" = x86_64 ] || exit 0

emulation=()
if ! grep -q avx512ifma /proc/cpuinfo; then
    echo "check-kernels: no AVX-512 IFMA here: its instructions are emulated"
    emulation=(-isystem Tests/KernelChecks/Emulated -Wno-psabi)
    copy_with_emulated_vectors .build-checks/emulated
    cd .build-checks/emulated
    build_checks release check_kernels "${emulation[@]}"
    COUNTERSIGN_KERNEL=avx512ifma .build-checks/release/check_kernels "$effort" "$seed"
    build_checks release check_sha256 "${emulation[@]}" -lcrypto
    .build-checks/release/check_sha256
fi
# The checks left out multiply its compile time; AddressSanitizer sees what most of them look for.
build_checks sanitize-vector check_kernels -O1 -DCOUNTERSIGN_SANITIZE_KERNELS -fsanitize=address,undefined \
    -fno-sanitize=null,alignment,object-size,pointer-overflow -fno-sanitize-recover=all "${emulation[@]}"
COUNTERSIGN_KERNEL=avx512ifma .build-checks/sanitize-vector/check_kernels 1 "$seed"
build_checks bounds check_kernels -DCOUNTERSIGN_CHECK_BOUNDS "${emulation[@]}"
COUNTERSIGN_KERNEL=avx512ifma .build-checks/bounds/check_kernels "$effort" "$seed"
$(check_compiler) -std=gnu11 -O2 -DCOUNTERSIGN_CHECK_BOUNDS -Wno-deprecated-declarations "${emulation[@]}" \
    Tests/KernelChecks/check_ifma.c Sources/CCountersignP256/scalar.c -lcrypto -o .build-checks/check_ifma
.build-checks/check_ifma $((1000 * effort)) "$seed"
