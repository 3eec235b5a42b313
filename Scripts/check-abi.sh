#!/usr/bin/env bash
# The C library as its users get it: built in release, installed below a temporary prefix, looked at with nm and ldd,
# and called from C, C++, Python, Go and Java, which must all print the same lines.
# Usage: Scripts/check-abi.sh [PREFIX]   (PREFIX: where the library is installed already)
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { echo "check-abi: $1" >&2; exit 1; }

Scripts/setup.sh abi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if [ $# -ge 1 ]; then
    prefix=$1
else
    prefix=$folder/prefix
    started=$SECONDS
    Scripts/build-library.sh >"$folder/path"
    echo "check-abi: library built in $((SECONDS - started)) s, $(stat -c %s "$(cat "$folder/path")") bytes"
    COUNTERSIGN_INSTALL=library Scripts/install.sh "$prefix"
fi
library=$prefix/lib/libcountersign.so
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib
version=$(sed -n 's/^#define COUNTERSIGN_VERSION "\(.*\)"$/\1/p' "$prefix/include/countersign.h")

# Names: what the header declares, and no other.
nm -D --defined-only "$library" | awk '{print $NF}' | sort >"$folder/exported"
sed -n 's/^ *\(countersign_[a-z0-9_]*\);$/\1/p' Sources/CountersignABI/exports.map | sort >"$folder/wanted"
diff "$folder/wanted" "$folder/exported" >&2 || fail "the exported names are not those of exports.map (above: < wanted, > found)"
echo "check-abi: $(wc -l <"$folder/exported") names exported, all of them countersign_*"

# Libraries: libcrypto and what every Linux has. No Swift.
needed=$(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort)
other=$(grep -vE '^(libcrypto\.so\.[0-9]+|(libc|libm|libdl|libpthread|librt|libgcc_s|libstdc\+\+)\.so\.[0-9]+|ld-linux.*)$' <<<"$needed" || true)
[ -z "$other" ] || fail "linked with more than libcrypto and libc: $other"
grep -q '^libcrypto' <<<"$needed" || fail "not linked with libcrypto"
readelf -d "$library" | grep -q "(SONAME).*\[libcountersign.so.${version%%.*}\]" || fail "no SONAME libcountersign.so.${version%%.*}"
readelf -d "$library" | grep -E '\((RPATH|RUNPATH)\)' >&2 && fail "a search path of the build machine is left in the library"
[ "$(pkg-config --modversion countersign)" = "$version" ] || fail "countersign.pc says another version than countersign.h"
echo "check-abi: needs" $needed

expected=Examples/C/use_countersign.expected
judge() { # judge LANGUAGE OUTPUT
    sed "s/^version .*/version $version/" "$expected" | diff - "$2" >&2 || fail "$1: other lines than $expected"
    echo "check-abi: $1: $(wc -l <"$2") lines as expected"
}

flags=$(pkg-config --cflags --libs countersign)
# shellcheck disable=SC2086 # flags are words
"${CC:-cc}" -std=c11 -Wall -Wextra -Werror -pedantic -O2 Examples/C/use_countersign.c $flags -o "$folder/c"
"$folder/c" >"$folder/c.txt"
judge C "$folder/c.txt"

# The header is C++ too, and the same program with the compiler looking for misuse of memory.
# shellcheck disable=SC2086
"${CC:-cc}" -std=c11 -g -fsanitize=address,undefined -fno-sanitize-recover=all Examples/C/use_countersign.c $flags -o "$folder/c-address"
"$folder/c-address" >"$folder/c-address.txt"
judge 'C with AddressSanitizer' "$folder/c-address.txt"
printf '#include <countersign.h>\nint main() { return countersign_verify(0, "", 0, "", 0, nullptr) == COUNTERSIGN_ERROR_HANDLE ? 0 : 1; }\n' >"$folder/header.cpp"
# shellcheck disable=SC2086
"${CXX:-c++}" -Wall -Wextra -Werror -pedantic "$folder/header.cpp" $flags -o "$folder/cpp"
"$folder/cpp"
echo "check-abi: C++: the header compiles and links"

COUNTERSIGN_LIBRARY=$library PYTHONDONTWRITEBYTECODE=1 python3 Examples/Python/use_countersign.py >"$folder/python.txt"
judge Python "$folder/python.txt"

# Nothing is fetched: the module has no dependencies.
(cd Examples/Go && GOCACHE=$folder/go-cache GOFLAGS=-mod=mod GOPROXY=off go build -o "$folder/go" .)
"$folder/go" >"$folder/go.txt"
judge Go "$folder/go.txt"

jna=$(ls /usr/share/java/jna.jar)
javac -cp "$jna" -d "$folder/java" Examples/Java/*.java
java -cp "$jna:$folder/java" -Djna.library.path="$prefix/lib" UseCountersign >"$folder/java.txt"
judge Java "$folder/java.txt"
