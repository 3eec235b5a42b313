#!/usr/bin/env bash
# No branch and no address of our C code depends on a private scalar: valgrind follows scalars that are marked undefined
# (Tests/ConstantTime) through reading, writing and signing. Then three planted mistakes, each to be found.
# Exit code 69: there is no valgrind, and no way to install it.
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/kernel-checks.sh

if ! command -v valgrind >/dev/null || [ ! -e /usr/include/valgrind/memcheck.h ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null \
        || ! apt-get install -y -qq --no-install-recommends valgrind >/dev/null; then
        echo 'check-constant-time: needs valgrind and its headers (Debian: apt-get install valgrind)' >&2
        exit 69
    fi
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sources=()
for source in Sources/CCountersignOpenSSL/*.c Sources/CCountersignEncoding/*.c; do
    [ "$source" = Sources/CCountersignOpenSSL/publish.c ] || sources+=("$source")
done

# track PLANT: 0 nothing found, 99 hits, anything else: the program itself failed.
track() {
    "$(check_compiler)" -std=gnu11 -O2 -gdwarf-4 -Wall -Wextra -Werror -Wno-deprecated-declarations -DPLANT="$1" \
        -I Sources/CCountersignOpenSSL/include -I Sources/CCountersignEncoding/include \
        Tests/ConstantTime/secret_branches.c "${sources[@]}" -lcrypto -o "$folder/plant-$1" || return 70
    valgrind --quiet --error-limit=no --error-exitcode=99 --suppressions=Tests/ConstantTime/libcrypto.supp \
        "$folder/plant-$1" >"$folder/output-$1" 2>"$folder/hits-$1"
}

status=0
track 0 || status=$?
if [ "$status" -ne 0 ]; then
    cat "$folder/hits-0" >&2
    echo 'check-constant-time: a secret decides a branch or an address, or the check did not run' >&2
    exit 1
fi
echo "check-constant-time: $(cat "$folder/output-0"), 0 branches and 0 addresses depend on one"

# PLANT, what valgrind must say, where.
while read -r number what where; do
    status=0
    track "$number" || status=$?
    if [ "$status" -ne 99 ] || ! grep -q "$what" "$folder/hits-$number" || ! grep -q "$where" "$folder/hits-$number"; then
        cat "$folder/hits-$number" >&2
        echo "check-constant-time: planted mistake $number was not found (exit code $status)" >&2
        exit 1
    fi
done <<'PLANTS'
1 Conditional.jump secret_branches.c
2 Use.of.uninitialised secret_branches.c
3 Conditional.jump key.c
PLANTS
echo 'check-constant-time: 3 planted mistakes found'
