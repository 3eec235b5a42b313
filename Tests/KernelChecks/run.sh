#!/bin/sh
# Builds and runs the checks of the kernels and of SHA-256 with nothing but clang and libcrypto.
#   run.sh                checks at -O2 and -O0, and with the range checks of the IFMA kernel
#   run.sh sanitize       the same under ASan and UBSan (the IFMA kernel takes minutes to compile)
#   run.sh bench          verification beside OpenSSL, SHA-256 in ns per message, field and points in cycles
# COUNTERSIGN_VECTORS names the folder with sigver_digest.jsonl and pointops.jsonl.
set -e
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../Sources/CCountersignP256
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
kernels="$sources/*.c $sources/*/kernel.c $sources/sha256/*.c"
warnings="-std=gnu11 -Wall -Wextra -Wno-deprecated-declarations -Wno-unused-function"

build() { # program flags...
    program=$1
    shift
    case $program in
    check_ifma | bench_ifma) with=$sources/scalar.c ;;
    *) with=$kernels ;;
    esac
    # shellcheck disable=SC2086
    ${CC:-clang} $warnings "$@" "$here/$program.c" $with -o "$out/$program" -lcrypto -lpthread
}

ifma=$(grep -qw avx512ifma /proc/cpuinfo && echo yes || echo no)
check() { # flags...
    build check_sha256 "$@" && "$out/check_sha256"
    if [ $ifma = yes ]; then
        build check_ifma -DCOUNTERSIGN_CHECK_BOUNDS "$@" && "$out/check_ifma" "${ROUNDS:-5000}" "${SEED:-1}"
    fi
    build check_verify "$@"
    for kernel in ${KERNELS:-avx512ifma x86_64adx portable}; do
        if [ $kernel = avx512ifma ] && [ $ifma = no ]; then continue; fi
        "$out/check_verify" $kernel "${COUNTERSIGN_VECTORS:?}" "${BATCHES:-20}" "${SEED:-1}"
    done
}

case ${1-} in
"") check -O2 && KERNELS=avx512ifma BATCHES=2 check -O0 ;;
sanitize)
    KERNELS=avx512ifma check -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
        -DCOUNTERSIGN_SANITIZE_KERNELS -DCOUNTERSIGN_CHECK_BOUNDS ;;
bench)
    build bench_verify -O2 -fno-omit-frame-pointer && "$out/bench_verify"
    build check_sha256 -O2 -fno-omit-frame-pointer && "$out/check_sha256" bench
    if [ $ifma = yes ]; then build bench_ifma -O2 -fno-omit-frame-pointer && "$out/bench_ifma"; fi ;;
*) sed -n 2,6p "$0"; exit 64 ;;
esac
