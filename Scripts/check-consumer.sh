#!/usr/bin/env bash
# Builds someone else's package that uses the core library with the trait `Services` off: README's Swift and README's
# lines for the manifest, word for word but for the address, which is that of a copy with a first version. Checks that
# nothing was fetched for it and that nothing but libcrypto, Swift and the C library is linked (CARD-008).
set -euo pipefail
countersign=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p Sources/Consumer
# What is in the working copy, so that a change is tried before it is committed.
mkdir countersign
git -C "$countersign" ls-files -z --cached --others --exclude-standard --deduplicate |
    (cd "$countersign" && tar -c --null -T - --ignore-failed-read 2>/dev/null) | tar -x -C countersign
git -C countersign init -q
git -C countersign add -A
git -C countersign -c user.name=c -c user.email=c@localhost -c commit.gpgsign=false commit -qm 'A first version'
git -C countersign tag 0.1.0
block=$(sed -n '/^\.package(/,/^```$/p' "$countersign/README.md" | sed '/^```/d')
package=$(sed '/^\/\/ …$/,$d' <<<"$block" | sed "s|…/countersign|file://$folder/countersign|")
product=$(sed '1,/^\/\/ …$/d' <<<"$block")
cat > Package.swift <<SWIFT
// swift-tools-version: 6.2
import PackageDescription
let package = Package(
    name: "consumer",
    dependencies: [
        $package
    ],
    targets: [
        .executableTarget(name: "Consumer", dependencies: [
            $product
        ])
    ])
SWIFT
sed -n '/^```swift$/,/^```$/p' "$countersign/README.md" | sed '/^```$/,$d; 1d' > Sources/Consumer/main.swift
grep -q '^import Countersign$' Sources/Consumer/main.swift
swift build --disable-dependency-cache
[ "$(swift run --disable-dependency-cache --skip-build Consumer)" = true ]
fetched=$(find .build/checkouts -mindepth 1 -maxdepth 1 -not -name countersign | wc -l)
if [ "$fetched" -ne 0 ]; then
    echo "check-consumer: expected no fetched package, found:" >&2
    ls .build/checkouts >&2
    exit 1
fi
# Swift's own libraries come with the compiler, and libc's with every system; what is left must be libcrypto.
swift='libswift|lib_?Foundation|libdispatch|libBlocksRuntime'
libc='(libc|libm|libdl|libpthread|librt|libstdc\+\+|libgcc_s)\.so'
libraries=$(ldd .build/debug/Consumer | awk '{print $1}' | grep -vE "^(.*/)?($swift|$libc|ld-linux|linux-vdso)")
if [[ ! $libraries =~ ^libcrypto\.so\.[0-9]+$ ]]; then
    printf 'check-consumer: expected to be linked with libcrypto alone, found:\n%s\n' "$libraries" >&2
    exit 1
fi
echo "check-consumer: built with traits [], $fetched packages fetched, linked with $libraries"
