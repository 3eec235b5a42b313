#!/usr/bin/env bash
# Runs libFuzzer targets with AddressSanitizer (and UndefinedBehaviorSanitizer for C).
# Usage: Scripts/fuzz.sh TARGET|all [SECONDS]      targets: der hex field key ndjson verify key-text diagnosis form body
# Builds into .build-fuzz, keeps the corpus there, and prints a line `fuzz TARGET EXECUTIONS executions` at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
targets=(der hex field key ndjson verify key-text diagnosis form body)
target=${1:-all}
seconds=${2:-10}
folder=.build-fuzz
mkdir -p "$folder"
# The clang of the Swift toolchain: it has libFuzzer, whatever the system's own compiler has.
toolchain=$(dirname "$(readlink -f "$(command -v swift)")")
clang=$toolchain/clang
[ -x "$clang" ] || clang=clang
export SWIFT_BACKTRACE=enable=no

build_c() { # build_c NAME
    local sources=(Fuzz/fuzz_"$1".c Sources/CCountersignEncoding/*.c)
    local libraries=()
    if [ "$1" = field ] || [ "$1" = key ]; then
        sources+=(Sources/CCountersignOpenSSL/*.c)
        libraries+=(-lcrypto)
    fi
    if [ "$1" = verify ]; then
        while IFS= read -r source; do sources+=("$source"); done < <(find Sources/CCountersignP256 -name '*.c')
        libraries+=(-lcrypto)
    fi
    [ "$1" != ndjson ] || sources=(Fuzz/fuzz_ndjson.c Sources/CCountersignNDJSON/*.c)
    local flags=(-g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -Wno-deprecated-declarations
        -IFuzz -ISources/CCountersignEncoding/include -ISources/CCountersignOpenSSL/include -ISources/COpenSSL
        -ISources/CCountersignP256/include -ISources/CCountersignNDJSON/include)
    local objects=$folder/objects-$1 source
    rm -rf "$objects"
    mkdir -p "$objects"
    for source in "${sources[@]}"; do
        printf '%s\n%s\n' "$source" "$objects/$(printf '%s' "$source" | tr / _).o"
    done >"$objects/list"
    # shellcheck disable=SC2016
    COMPILE="$clang ${flags[*]}" xargs -n 2 -P "${JOBS:-2}" sh -c '$COMPILE -c "$0" -o "$1"' <"$objects/list"
    "$clang" -g -fuse-ld=lld -fsanitize=fuzzer,address,undefined "$objects"/*.o "${libraries[@]}" -o "$folder/fuzz-$1"
}

build_swift() { # build_swift NAME PRODUCT
    swift build --package-path Fuzz --scratch-path "$folder/swift" -c release --sanitize=fuzzer \
        --sanitize=address -Xcc -fsanitize=fuzzer-no-link -Xswiftc -use-ld=lld --product "$2" >"$folder/build-$1.log" 2>&1 ||
        { cat "$folder/build-$1.log" >&2; return 1; }
    cp "$folder/swift/release/$2" "$folder/fuzz-$1"
}

fuzz() { # fuzz NAME
    case $1 in
        key-text) build_swift "$1" FuzzKeyText ;;
        diagnosis) build_swift "$1" FuzzDiagnosis ;;
        form) build_swift "$1" FuzzForm ;;
        body) build_swift "$1" FuzzBody ;;
        *) build_c "$1" ;;
    esac
    local corpus=$folder/corpus-$1 options=()
    python3 Scripts/fuzz-corpus.py "$1" "$corpus"
    case $1 in
        der) options=(-max_len=200) ;;
        verify) options=(-max_len=160) ;;
        hex | field) options=(-max_len=400) ;;
        *) options=(-max_len=2048) ;;
    esac
    if ! "$folder/fuzz-$1" "$corpus" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$folder/found-$1-" "${options[@]}" >"$folder/run-$1.log" 2>&1; then
        tail -40 "$folder/run-$1.log" >&2
        echo "fuzz $1: FAILED, see $folder/run-$1.log and $folder/found-$1-*" >&2
        return 1
    fi
    echo "fuzz $1 $(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/run-$1.log") executions"
}

case $target in
    all) for name in "${targets[@]}"; do fuzz "$name"; done ;;
    *) [[ " ${targets[*]} " == *" $target "* ]] || { echo "fuzz: no target $target; there are: ${targets[*]}" >&2; exit 64; }
        fuzz "$target" ;;
esac
