// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
let strictWithPointers = strict + [.strictMemorySafety()]

let services: TargetDependencyCondition? = .when(traits: ["Services"])

let package = Package(
    name: "countersign",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Countersign", targets: ["Countersign"]),
        .library(name: "CountersignBatch", targets: ["CountersignBatch"]),
        .executable(name: "countersign", targets: ["CountersignCLI"]),
    ],
    traits: [
        .trait(name: "Services", description: "Everything that needs more than libcrypto: the command line tool and the HTTP services."),
        .default(enabledTraits: ["Services"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CCountersignEncoding"),
        .target(name: "CCountersignOpenSSL", dependencies: ["COpenSSL", "CCountersignEncoding"]),
        .target(
            name: "Countersign",
            dependencies: ["CCountersignOpenSSL", "CCountersignEncoding"],
            swiftSettings: strictWithPointers),
        .target(name: "CCountersignP256", dependencies: ["CCountersignEncoding"]),
        .target(
            name: "CountersignBatch",
            dependencies: ["Countersign", "CCountersignP256", "CCountersignEncoding"],
            swiftSettings: strictWithPointers),
        .target(name: "CCountersignNDJSON"),
        .executableTarget(
            name: "CountersignCLI",
            dependencies: [
                "Countersign", "CountersignBatch", "CCountersignEncoding", "CCountersignNDJSON",
                .product(name: "ArgumentParser", package: "swift-argument-parser", condition: services),
            ],
            swiftSettings: strict),

        .target(
            name: "CountersignTestSupport",
            dependencies: ["Countersign"],
            path: "Tests/CountersignTestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "CountersignBatchTests",
            dependencies: ["CountersignBatch", "Countersign", "CountersignTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CountersignTests",
            dependencies: ["Countersign", "CCountersignOpenSSL", "CCountersignEncoding", "CountersignTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CountersignCLITests",
            dependencies: ["CountersignCLI"],
            exclude: ["README.md", "Scripts", "Terminal"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
