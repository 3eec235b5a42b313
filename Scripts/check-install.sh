#!/usr/bin/env bash
# `make install` into an empty folder, and what lies there: tool, manual pages, completions, library, header and
# pkg-config file, all of which must work from there.
# Usage: Scripts/check-install.sh [--keep FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { echo "check-install: $1" >&2; exit 1; }

if [ "${1:-}" = --keep ]; then
    destination=$2
    mkdir -p "$destination"
else
    destination=$(mktemp -d)
    trap 'rm -rf "$destination"' EXIT
fi
prefix=/opt/countersign-check
make --no-print-directory install DESTDIR="$destination" PREFIX="$prefix"
installed=$destination$prefix

tool=$installed/bin/countersign
version=$(sed -n 's/^#define COUNTERSIGN_VERSION "\(.*\)"$/\1/p' Sources/CCountersign/include/countersign.h)
[ "$("$tool" --version)" = "countersign $version" ] || fail "the tool is not version $version"
# Swift's own libraries are inside: it runs where there is no Swift.
if ldd "$tool" | grep -iE 'swift|foundation|not found' >&2; then fail "the tool needs libraries of Swift"; fi
folder=$(mktemp -d)
"$tool" key new --no-passphrase --out "$folder/key.pem" >/dev/null 2>&1
"$tool" challenge sign -q --key "$folder/key.pem" --text 212212 >"$folder/field"
"$tool" challenge verify --key "$folder/key.pem" --text 212212 --signature "$(cat "$folder/field")" >/dev/null
rm -rf "$folder"

pages=$(find "$installed/share/man/man1" -name '*.1' | wc -l)
[ "$pages" -eq "$(find docs/man -name '*.1' | wc -l)" ] || fail "$pages manual pages"
if command -v man >/dev/null; then
    man -P cat -l "$installed/share/man/man1/countersign.1" >/dev/null 2>"$installed/man.log" || fail "man cannot show countersign.1"
    [ ! -s "$installed/man.log" ] || fail "man complains: $(cat "$installed/man.log")"
    rm -f "$installed/man.log"
fi
bash -n "$installed/share/bash-completion/completions/countersign" || fail "the completion for bash is no script"
bash -c "source '$installed/share/bash-completion/completions/countersign' && complete -p countersign" >/dev/null \
    || fail "bash completes nothing"
[ -s "$installed/share/zsh/site-functions/_countersign" ] || fail "no completion for zsh"
! command -v zsh >/dev/null || zsh -n "$installed/share/zsh/site-functions/_countersign" || fail "the completion for zsh is no script"
[ -s "$installed/share/fish/vendor_completions.d/countersign.fish" ] || fail "no completion for fish"

[ "$(readlink "$installed/lib/libcountersign.so")" = "libcountersign.so.${version%%.*}" ] || fail "libcountersign.so leads elsewhere"
[ -s "$installed/lib/libcountersign.so.$version" ] || fail "no libcountersign.so.$version"
grep -qx "prefix=$prefix" "$installed/lib/pkgconfig/countersign.pc" || fail "countersign.pc says another prefix than it was given"
export PKG_CONFIG_PATH=$installed/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$destination
# shellcheck disable=SC2046 # flags are words
"${CC:-cc}" -std=c11 Examples/C/use_countersign.c $(pkg-config --cflags --libs countersign) -o "$installed/example"
LD_LIBRARY_PATH=$installed/lib "$installed/example" | tail -n +2 | diff <(tail -n +2 Examples/C/use_countersign.expected) - \
    || fail "the C example prints other lines"
rm -f "$installed/example"

unexpected=$(find "$installed" -type f ! -path '*/man1/*.1' | sed "s|^$installed/||" | sort | grep -vxE \
    "bin/countersign|include/countersign.h|lib/libcountersign.so.$version|lib/pkgconfig/countersign.pc|share/bash-completion/completions/countersign|share/zsh/site-functions/_countersign|share/fish/vendor_completions.d/countersign.fish" || true)
[ -z "$unexpected" ] || fail "more was installed than is documented: $unexpected"
if grep -rl "$PWD" "$installed/share" "$installed/include" "$installed/lib/pkgconfig" >&2; then fail "a path of the build machine is left"; fi
echo "check-install: tool of $(stat -c %s "$tool") bytes, $pages manual pages, 3 completions, library, header and countersign.pc work"
