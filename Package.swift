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
        .library(name: "CountersignAPI", targets: ["CountersignAPI"]),
        .executable(name: "countersign", targets: ["CountersignCLI"]),
    ],
    traits: [
        .trait(
            name: "Services",
            description: "Everything that needs more than libcrypto: the command line tool and the HTTP services."),
        .default(enabledTraits: ["Services"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Floor 0
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CCountersignEncoding"),
        // Floor 1
        .target(name: "CCountersignOpenSSL", dependencies: ["COpenSSL", "CCountersignEncoding"]),
        // Floor 2
        .target(
            name: "Countersign",
            dependencies: ["CCountersignOpenSSL", "CCountersignEncoding"],
            swiftSettings: strictWithPointers),
        .target(
            name: "CountersignPrimitives",
            dependencies: ["CCountersignOpenSSL"],
            swiftSettings: strictWithPointers),
        // Floor 3
        .target(
            name: "CountersignService",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird", condition: services),
                .product(name: "Logging", package: "swift-log", condition: services),
                .product(name: "Metrics", package: "swift-metrics", condition: services),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: services),
            ],
            swiftSettings: strict),
        .target(name: "CountersignAPI", swiftSettings: strict),
        // Floor 4
        .target(
            name: "CountersignSandbox",
            dependencies: [
                "Countersign", "CountersignAPI", "CountersignPrimitives", "CountersignService",
                .product(name: "AsyncHTTPClient", package: "async-http-client", condition: services),
                .product(name: "GRDB", package: "GRDB.swift", condition: services),
                .product(name: "Hummingbird", package: "hummingbird", condition: services),
                .product(name: "Logging", package: "swift-log", condition: services),
                .product(name: "Metrics", package: "swift-metrics", condition: services),
                .product(name: "Mustache", package: "swift-mustache", condition: services),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: services),
            ],
            swiftSettings: strict),
        // Floor 6
        .executableTarget(
            name: "CountersignCLI",
            dependencies: [
                "Countersign", "CountersignAPI", "CountersignSandbox", "CountersignService",
                .product(name: "ArgumentParser", package: "swift-argument-parser", condition: services),
                .product(name: "Logging", package: "swift-log", condition: services),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: services),
                .product(name: "UnixSignals", package: "swift-service-lifecycle", condition: services),
            ],
            swiftSettings: strict),

        // Vectors and tests
        .target(
            name: "CountersignVectors",
            path: "vectors",
            exclude: [
                "README.md", "der.json", "explain.json", "external", "flow.json", "hex.json", "keys.json", "verify.json",
            ],
            sources: ["VectorFolder.swift"],
            swiftSettings: strict),
        .target(
            name: "CountersignTestSupport",
            dependencies: ["CCountersignOpenSSL", "Countersign", "CountersignVectors"],
            path: "Tests/CountersignTestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "CCountersignOpenSSLTests",
            dependencies: ["CCountersignOpenSSL", "CCountersignEncoding"],
            swiftSettings: strict),
        .testTarget(
            name: "CountersignTests",
            dependencies: ["Countersign", "CCountersignOpenSSL", "CCountersignEncoding", "CountersignTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CountersignVectorTests",
            dependencies: [
                "CCountersignEncoding", "CCountersignOpenSSL", "Countersign", "CountersignTestSupport",
                "CountersignVectors",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CountersignServiceTests",
            dependencies: [
                "CountersignService",
                .product(name: "Logging", package: "swift-log", condition: services),
                .product(name: "Metrics", package: "swift-metrics", condition: services),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CountersignSandboxTests",
            dependencies: [
                "Countersign", "CountersignAPI", "CountersignPrimitives", "CountersignSandbox", "CountersignService",
                .product(name: "AsyncHTTPClient", package: "async-http-client", condition: services),
                .product(name: "GRDB", package: "GRDB.swift", condition: services),
                .product(name: "Hummingbird", package: "hummingbird", condition: services),
                .product(name: "Logging", package: "swift-log", condition: services),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: services),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CountersignAPITests",
            dependencies: ["CountersignAPI"],
            exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(
            name: "CountersignCLITests",
            dependencies: ["CountersignCLI"],
            exclude: ["README.md", "Scripts", "Terminal"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
