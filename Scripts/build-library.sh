#!/usr/bin/env bash
# Builds libcountersign.so in release: Swift's own libraries inside, libcrypto and libc outside, and no name to be seen
# but those of countersign.h. Prints the path of the file; it lies in .build-abi, away from builds with other flags.
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
if [ "$(uname -s)" != Linux ]; then
    echo "build-library: the version script is for the linkers of Linux; this is $(uname -s)" >&2
    exit 69
fi
version=$(sed -n 's/^#define COUNTERSIGN_VERSION "\(.*\)"$/\1/p' Sources/CCountersign/include/countersign.h)
soname=libcountersign.so.${version%%.*}
# Left out of the environment are the packages of tool and services, which the library does not need.
build=("$swift" build -c release --scratch-path .build-abi --product CountersignABI
    -Xswiftc -static-stdlib -Xswiftc -no-toolchain-stdlib-rpath --disable-local-rpath
    # The compiler's own linker: gold leaves local names of Swift in the table of dynamic symbols.
    -Xswiftc -use-ld=lld
    -Xlinker "--version-script=$PWD/Sources/CountersignABI/exports.map" -Xlinker "-soname=$soname"
    # Threads may still run in a runtime of Swift that dlclose took away.
    -Xlinker -z -Xlinker nodelete)
COUNTERSIGN_LIBRARY_ONLY=1 "${build[@]}" >&2
built=$(COUNTERSIGN_LIBRARY_ONLY=1 "${build[@]}" --show-bin-path)/libCountersignABI.so
strip --strip-unneeded -o ".build-abi/libcountersign.so.$version" "$built"
echo "$PWD/.build-abi/libcountersign.so.$version"
