// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets in Swift. Nobody who uses the toolkit builds this package; Scripts/fuzz.sh does.
let package = Package(
    name: "countersign-fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "countersign", path: "..", traits: [])
    ],
    targets: [
        .executableTarget(
            name: "FuzzKeyText", dependencies: [.product(name: "Countersign", package: "countersign")]),
        .executableTarget(
            name: "FuzzDiagnosis", dependencies: [.product(name: "Countersign", package: "countersign")]),
        .executableTarget(
            name: "FuzzForm", dependencies: [.product(name: "CountersignAPI", package: "countersign")]),
        .executableTarget(
            name: "FuzzBody", dependencies: [.product(name: "CountersignAPI", package: "countersign")]),
    ],
    swiftLanguageModes: [.v6]
)
