#!/usr/bin/env bash
# Makes sure that what the build needs from the system is there. Installs it with apt-get where
# this user may; otherwise says exactly what to install and stops.
# Usage: Scripts/setup.sh [build|test|fuzz|bench|abi]
set -euo pipefail

purpose=${1:-build}
missing=()
need() { # need PACKAGE COMMAND...: the package is missing when the command fails
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
# Swift's own images have clang and no cc: a missing compiler must not look like a missing header.
compiler=$(command -v cc || command -v clang || true)
has_header() { printf '#include <%s>\n' "$1" | "$compiler" -E -x c - ; }
has_tool() { command -v "$1"; }
has_nginx() { has_tool nginx || [ -x /usr/sbin/nginx ]; }

if ! command -v swift >/dev/null; then
    echo "setup: Swift 6.2 or newer is needed and no 'swift' is on the PATH: see https://www.swift.org/install" >&2
    exit 69
fi
[ -n "$compiler" ] || compiler=$(dirname "$(readlink -f "$(command -v swift)")")/clang
need libssl-dev has_header openssl/ec.h
# The sandbox keeps its books in SQLite and calls webhooks with an HTTP client that inflates.
need libsqlite3-dev has_header sqlite3.h
need zlib1g-dev has_header zlib.h
if [ "$purpose" != build ]; then
    need gcc has_tool cc
    need openssl has_tool openssl
    need python3 has_tool python3
    # The gateway test runs the documented recipe; curl makes the calls of README and the scripts.
    need nginx-light has_nginx
    need curl has_tool curl
    need python3-venv python3 -c 'import venv, ensurepip'
fi
[ "$purpose" != fuzz ] || need lld has_tool ld.lld
if [ "$purpose" = abi ]; then
    # The languages of the examples; a JDK and not a JRE, since they are compiled.
    need binutils has_tool nm
    need g++ has_tool c++
    need golang-go has_tool go
    need default-jdk-headless has_tool javac
    need libjna-java test -e /usr/share/java/jna.jar
    need pkg-config has_tool pkg-config
fi

[ ${#missing[@]} -eq 0 ] && exit 0
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null && as_root=(sudo -n)
fi
if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || [ ${#as_root[@]} -gt 0 ]; }; then
    echo "setup: installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    exit 0
fi
echo "setup: these packages are missing: ${missing[*]}" >&2
echo "setup: on Debian or Ubuntu run: sudo apt-get install ${missing[*]}" >&2
exit 69
