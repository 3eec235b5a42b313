#!/usr/bin/env bash
# Builds someone else's package that uses the core library with the trait `Services` off, and
# checks that nothing was fetched for it and that nothing but libcrypto and the system is linked.
set -euo pipefail
countersign=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p Sources/Consumer
cat > Package.swift <<SWIFT
// swift-tools-version: 6.2
import PackageDescription
let package = Package(
    name: "consumer",
    dependencies: [.package(name: "countersign", path: "$countersign", traits: [])],
    targets: [
        .executableTarget(name: "Consumer", dependencies: [.product(name: "Countersign", package: "countersign")])
    ])
SWIFT
cat > Sources/Consumer/main.swift <<'SWIFT'
import Countersign

let key = try SigningKey()
let challenge = Challenge("212212")
let signature = try key.signature(for: challenge)
print(try key.verifyingKey.isValidSignature(signature, for: challenge))
SWIFT
swift build
[ "$(swift run --skip-build Consumer)" = true ]
fetched=$(find .build/checkouts -mindepth 1 -maxdepth 1 2>/dev/null | wc -l)
if [ "$fetched" -ne 0 ]; then
    echo "check-consumer: expected no fetched package, found:" >&2
    ls .build/checkouts >&2
    exit 1
fi
echo "check-consumer: built with traits [], $fetched packages fetched"
