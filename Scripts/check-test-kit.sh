#!/usr/bin/env bash
# Builds someone else's package whose tests use the trait that gives a running sandbox and a bound phone: README's
# example, word for word. It compiles everything that the services need, which takes minutes the first time.
# Usage: Scripts/check-test-kit.sh [SCRATCH]
# SCRATCH keeps what was compiled (.build-test-kit).
set -euo pipefail
countersign=$(cd "$(dirname "$0")/.." && pwd)
scratch=${1:-$countersign/.build-test-kit}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/Tests/ConsumerTests"
cat > "$folder/Package.swift" <<SWIFT
// swift-tools-version: 6.2
import PackageDescription
let package = Package(
    name: "consumer",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "countersign", path: "$countersign")],
    targets: [
        .testTarget(
            name: "ConsumerTests",
            dependencies: [
                .product(name: "CountersignHarness", package: "countersign"),
                .product(name: "CountersignTesting", package: "countersign"),
            ])
    ])
SWIFT
python3 - "$countersign/README.md" > "$folder/Tests/ConsumerTests/BillTests.swift" <<'PY'
import re, sys
blocks = re.findall(r"^```swift\n(.*?)^```$", open(sys.argv[1], encoding="utf-8").read(), re.M | re.S)
print(next(block for block in blocks if "import CountersignTesting" in block), end="")
PY
swift test --package-path "$folder" --scratch-path "$scratch" --disable-xctest 2>&1 | tee "$folder/log"
grep -q 'Test paysTheBill() passed' "$folder/log"
grep -q 'Test run with 1 test .* passed' "$folder/log"
echo "check-test-kit: README's example ran in a package of its own"
