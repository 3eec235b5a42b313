# Sourced by scripts that build the C kernels, their probe and a program of Tests/KernelChecks without SwiftPM.
# CHECK_CC names a compiler; else it is the clang of the Swift toolchain. Objects are reused while nothing changed.

check_compiler() {
    local clang=clang
    if [ -n "${CHECK_CC:-}" ]; then
        printf '%s' "$CHECK_CC"
        return
    fi
    if command -v swift >/dev/null; then
        clang=$(dirname "$(readlink -f "$(command -v swift)")")/clang
        [ -x "$clang" ] || clang=clang
    fi
    printf '%s' "$clang"
}

# build_checks NAME PROGRAM [FLAG|-lLIBRARY]…   makes .build-checks/NAME/PROGRAM.
# SOURCES names a copy of Sources; a change of any header or script builds everything anew.
build_checks() {
    local folder=.build-checks/$1 program=$2 sources=${SOURCES:-Sources} argument source object
    local flags=(-std=gnu11 -O2 -g -Wall -Wextra -Wno-deprecated-declarations) libraries=() objects=()
    shift 2
    for argument in "$@"; do
        case $argument in -l* | -L* | -Wl,* | -static) libraries+=("$argument") ;; *) flags+=("$argument") ;; esac
    done
    mkdir -p "$folder"
    CHECK_COMPILE="$(check_compiler) ${flags[*]} -I$sources/CCountersignP256/include -ITests/CCountersignP256Probe/include"
    export CHECK_COMPILE
    printf '%s\n' "$CHECK_COMPILE" | cmp -s - "$folder/command" || rm -f "$folder"/*.o
    printf '%s\n' "$CHECK_COMPILE" >"$folder/command"
    if [ -n "$(find "$sources/CCountersignP256" Tests/CCountersignP256Probe -name '*.h' -newer "$folder/stamp" 2>&1)" ]; then
        rm -f "$folder"/*.o
    fi
    while IFS= read -r source; do
        object=$folder/$(printf '%s' "${source#"$sources"/}" | tr / _).o
        objects+=("$object")
        [ "$object" -nt "$source" ] || printf '%s\n%s\n' "$source" "$object"
    done < <(find "$sources/CCountersignP256" Tests/CCountersignP256Probe -name '*.c' | LC_ALL=C sort
        echo "Tests/KernelChecks/$program.c") >"$folder/list"
    # shellcheck disable=SC2016
    xargs -r -n 2 -P "${JOBS:-2}" sh -c '$CHECK_COMPILE -c "$0" -o "$1"' <"$folder/list"
    touch "$folder/stamp"
    $(check_compiler) "${flags[@]}" "${objects[@]}" "${libraries[@]}" -o "$folder/$program"
}

# copy_with_emulated_vectors FOLDER   copies what build_checks compiles, with a CPU that claims AVX-512 and IFMA and code
# that needs neither; it is compiled with -isystem Tests/KernelChecks/Emulated, from FOLDER.
copy_with_emulated_vectors() {
    local folder=$1
    rm -rf "$folder"
    mkdir -p "$folder/Sources" "$folder/Tests"
    cp -R Sources/CCountersignP256 "$folder/Sources"
    cp -R Tests/CCountersignP256Probe Tests/KernelChecks "$folder/Tests"
    sed -i 's/target("avx512[^"]*")/target("sse2")/' "$folder/Sources/CCountersignP256/avx512ifma/kernel.c" \
        "$folder/Sources/CCountersignP256/sha256/avx512.c" "$folder/Tests/KernelChecks/check_ifma.c"
    sed -i 's/return features & ~asked;/return (features \& ~asked) | COUNTERSIGN_CPU_AVX512 | COUNTERSIGN_CPU_AVX512IFMA;/' \
        "$folder/Sources/CCountersignP256/cpu.c"
}
