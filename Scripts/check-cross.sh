#!/usr/bin/env bash
# The portable kernel, the complete formulas, SHA-256 and the codec on another word order and another instruction set,
# under emulation: arm64 and s390x (big endian). On x86-64 also every kernel choice on CPUs without AVX-512, ADX, BMI2.
# Usage: Scripts/check-cross.sh [EFFORT]       installs Debian's cross compilers and qemu-user when it may
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/kernel-checks.sh
effort=${1:-1}

missing=()
for tool in aarch64-linux-gnu-gcc s390x-linux-gnu-gcc qemu-aarch64 qemu-s390x qemu-x86_64; do
    command -v "$tool" >/dev/null || missing+=("$tool")
done
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends qemu-user \
        gcc-aarch64-linux-gnu libc6-dev-arm64-cross gcc-s390x-linux-gnu libc6-dev-s390x-cross >/dev/null
    missing=()
fi
if [ ${#missing[@]} -gt 0 ]; then
    echo "check-cross: missing ${missing[*]}" >&2
    exit 69
fi

mkdir -p .build-checks
python3 - >.build-checks/encoding.txt <<'PYTHON'
import json

for row in json.load(open("vectors/der.json", encoding="utf-8"))["cases"]:
    print("der", row["der"] or "-", row.get("defect", "none"), row["offset"] if "defect" in row else row["r"] + row["s"])
for row in json.load(open("vectors/hex.json", encoding="utf-8"))["cases"]:
    print("hex", row["bytes"] or "-", row.get("defect", "none"), row["offset"] if "defect" in row else row["value"] or "-",
          row["capacity"])
PYTHON

for machine in aarch64 s390x; do
    echo "== $machine"
    export CHECK_CC=$machine-linux-gnu-gcc
    build_checks "$machine" check_kernels -static -Wno-unknown-pragmas
    "qemu-$machine" ".build-checks/$machine/check_kernels" "$effort" 1
    "$CHECK_CC" -std=gnu11 -O2 -static -ISources/CCountersignEncoding/include -ISources/CCountersignP256/include \
        Tests/KernelChecks/check_encoding.c Sources/CCountersignEncoding/*.c Sources/CCountersignP256/cpu.c \
        Sources/CCountersignP256/sha256/*.c -o ".build-checks/$machine/check_encoding"
    "qemu-$machine" ".build-checks/$machine/check_encoding" <.build-checks/encoding.txt
    unset CHECK_CC
done

if [ "$(uname -m)" = x86_64 ]; then
    echo "== x86-64 CPUs that lack something"
    build_checks release check_kernels
    # Without AVX-512; and without BMI2 and ADX as well.
    for cpu in Haswell Skylake-Client-v3 Nehalem; do
        echo "-- $cpu"
        qemu-x86_64 -cpu "$cpu" .build-checks/release/check_kernels "$effort" 1
    done
fi
