#!/usr/bin/env bash
# Installs the release build of the tool with its man pages and shell completions, and libcountersign with its header
# and pkg-config file.
# Usage: Scripts/install.sh PREFIX [DESTDIR]   (after: swift build -c release --product countersign; Scripts/build-library.sh)
# Files go below DESTDIR/PREFIX and say PREFIX. COUNTERSIGN_INSTALL=library or =tool installs only that half.
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=${1:?usage: Scripts/install.sh PREFIX [DESTDIR]}
target=${2:-}$prefix
half=${COUNTERSIGN_INSTALL:-all}

missing() { echo "install: $1 is missing: build it first, as 'make install' does" >&2; exit 66; }

install_tool() {
    local tool=.build/release/countersign page
    [ -x "$tool" ] || missing "$tool"
    install -D -m 755 "$tool" "$target/bin/countersign"
    strip "$target/bin/countersign" 2>/dev/null || true
    for page in docs/man/*.1; do
        install -D -m 644 "$page" "$target/share/man/man1/$(basename "$page")"
    done
    install_completion "$tool" bash share/bash-completion/completions/countersign
    install_completion "$tool" zsh share/zsh/site-functions/_countersign
    install_completion "$tool" fish share/fish/vendor_completions.d/countersign.fish
    echo "install: $target/bin/countersign, man pages, completions for bash, zsh and fish"
}

install_completion() { # install_completion TOOL SHELL FILE
    mkdir -p "$(dirname "$target/$3")"
    "$1" --generate-completion-script "$2" >"$target/$3"
    chmod 644 "$target/$3"
}

install_library() {
    local version library soname
    version=$(sed -n 's/^#define COUNTERSIGN_VERSION "\(.*\)"$/\1/p' Sources/CCountersign/include/countersign.h)
    library=.build-abi/libcountersign.so.$version
    soname=libcountersign.so.${version%%.*}
    [ -f "$library" ] || missing "$library"
    install -D -m 644 "$library" "$target/lib/libcountersign.so.$version"
    ln -sf "libcountersign.so.$version" "$target/lib/$soname"
    ln -sf "$soname" "$target/lib/libcountersign.so"
    install -D -m 644 Sources/CCountersign/include/countersign.h "$target/include/countersign.h"
    mkdir -p "$target/lib/pkgconfig"
    cat >"$target/lib/pkgconfig/countersign.pc" <<PC
prefix=$prefix
includedir=\${prefix}/include
libdir=\${prefix}/lib

Name: countersign
Description: Challenges of strong customer authentication: sign, verify, explain
Version: $version
Libs: -L\${libdir} -lcountersign
Cflags: -I\${includedir}
PC
    chmod 644 "$target/lib/pkgconfig/countersign.pc"
    echo "install: $target/lib/libcountersign.so, countersign.h, countersign.pc"
}

[ "$half" = library ] || install_tool
# The library's version script is for Linux; elsewhere there is the tool alone.
[ "$half" = tool ] || [ "$(uname -s)" != Linux ] || install_library
