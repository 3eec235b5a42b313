// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
let strictWithPointers = strict + [.strictMemorySafety()]

// MARK: - What needs libcrypto and nothing else

let library: [Target] = [
    // Floor 0
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CCountersignEncoding"),
    .target(name: "CountersignJSON", swiftSettings: strict),
    // Floor 1
    .target(name: "CCountersignOpenSSL", dependencies: ["COpenSSL", "CCountersignEncoding"]),
    // Floor 2
    .target(
        name: "Countersign",
        dependencies: ["CCountersignOpenSSL", "CCountersignEncoding", "CountersignJSON"],
        swiftSettings: strictWithPointers),
    .target(name: "CCountersignP256", dependencies: ["CCountersignEncoding"]),
    .target(
        name: "CountersignPrimitives",
        dependencies: ["CCountersignOpenSSL"],
        swiftSettings: strictWithPointers),
    // Floor 3
    .target(
        name: "CountersignBatch",
        dependencies: ["Countersign", "CCountersignP256", "CCountersignEncoding"],
        swiftSettings: strictWithPointers),
    .target(
        name: "CountersignAPI",
        dependencies: ["Countersign", "CountersignJSON", "CountersignPrimitives"],
        swiftSettings: strict),
    // Floor 4
    .target(
        name: "CountersignDevice",
        dependencies: ["Countersign", "CountersignPrimitives"],
        swiftSettings: strict),
]

// Floor 5: the C interface, whose functions Swift 6.3 and newer compare with the header.
#if compiler(>=6.3)
    let cInterface: [Target] = [
        .target(name: "CCountersign"),
        .target(
            name: "CountersignABI",
            dependencies: ["CCountersign", "Countersign", "CountersignBatch", "CountersignJSON"],
            exclude: ["exports.map"],
            swiftSettings: strictWithPointers),
        .testTarget(
            name: "CountersignABITests",
            dependencies: [
                "CCountersign", "Countersign", "CountersignABI", "CountersignBatch", "CountersignTestSupport",
            ],
            swiftSettings: strict),
    ]
    let cInterfaceProducts: [Product] = [
        .library(name: "CountersignABI", type: .dynamic, targets: ["CountersignABI"])
    ]
#else
    let cInterface: [Target] = []
    let cInterfaceProducts: [Product] = []
#endif

let libraryTests: [Target] = [
    .target(
        name: "CountersignVectors",
        path: "vectors",
        exclude: [
            "README.md", "der.json", "explain.json", "external", "flow.json", "hex.json", "keys.json", "verify.json",
        ],
        sources: ["VectorFolder.swift"],
        swiftSettings: strict),
    .target(name: "CCountersignTestSupport", path: "Tests/CCountersignTestSupport"),
    .target(
        name: "CountersignTestSupport",
        dependencies: [
            "CCountersignOpenSSL", "CCountersignP256", "CCountersignTestSupport", "Countersign", "CountersignVectors",
        ],
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
    // Includes kernel sources to open their field and points to tests; nothing of it ships.
    .target(
        name: "CCountersignP256Probe",
        dependencies: ["CCountersignP256"],
        path: "Tests/CCountersignP256Probe"),
    .testTarget(
        name: "CCountersignP256Tests",
        dependencies: [
            "CCountersignOpenSSL", "CCountersignP256", "CCountersignP256Probe", "Countersign", "CountersignTestSupport",
        ],
        swiftSettings: strict),
    .testTarget(
        name: "CountersignBatchTests",
        dependencies: ["CCountersignOpenSSL", "CountersignBatch", "Countersign", "CountersignTestSupport"],
        swiftSettings: strict),
    .testTarget(
        name: "CountersignVectorTests",
        dependencies: [
            "CCountersignEncoding", "CCountersignOpenSSL", "Countersign", "CountersignTestSupport",
            "CountersignVectors",
        ],
        swiftSettings: strict),
    .testTarget(
        name: "CountersignDeviceTests",
        dependencies: ["Countersign", "CountersignDevice", "CountersignPrimitives"],
        swiftSettings: strict),
    .testTarget(
        name: "CountersignAPITests",
        dependencies: ["CountersignAPI"],
        exclude: ["Fixtures"],
        swiftSettings: strict),
]

// MARK: - What needs other packages

func product(_ name: String, of package: String) -> Target.Dependency {
    .product(name: name, package: package, condition: .when(traits: ["Services"]))
}
let asyncHTTPClient = product("AsyncHTTPClient", of: "async-http-client")
let grdb = product("GRDB", of: "GRDB.swift")
let hummingbird = product("Hummingbird", of: "hummingbird")
let hummingbirdTLS = product("HummingbirdTLS", of: "hummingbird")
let logging = product("Logging", of: "swift-log")
let metrics = product("Metrics", of: "swift-metrics")
let nioCore = product("NIOCore", of: "swift-nio")
let serviceLifecycle = product("ServiceLifecycle", of: "swift-service-lifecycle")

let services: [Target] = [
    // Floor 3
    .target(name: "CountersignExchange", dependencies: [asyncHTTPClient], swiftSettings: strict),
    .target(
        name: "CountersignService",
        dependencies: [hummingbird, logging, metrics, serviceLifecycle],
        swiftSettings: strict),
    // Floor 4
    .target(
        name: "CountersignSandbox",
        dependencies: [
            "Countersign", "CountersignAPI", "CountersignExchange", "CountersignPrimitives", "CountersignService",
            asyncHTTPClient, grdb, hummingbird, logging, metrics, serviceLifecycle,
        ],
        swiftSettings: strict),
    .target(
        name: "CountersignClient",
        dependencies: [
            "Countersign", "CountersignAPI", "CountersignExchange", "CountersignPrimitives", asyncHTTPClient,
            logging,
        ],
        swiftSettings: strict),
    .target(
        name: "CountersignPrevalidator",
        dependencies: [
            "Countersign", "CountersignAPI", "CountersignBatch", "CountersignExchange", "CountersignPrimitives",
            "CountersignService", asyncHTTPClient, grdb, hummingbird, hummingbirdTLS, logging, metrics,
            serviceLifecycle,
        ],
        swiftSettings: strict),
    // Floor 5
    .target(
        name: "CountersignHarness",
        dependencies: [
            "Countersign", "CountersignAPI", "CountersignClient", "CountersignDevice", "CountersignSandbox",
            "CountersignService", hummingbird, logging, serviceLifecycle,
        ],
        swiftSettings: strict),
    // Apart from the harness, so that only tests link the testing library.
    .target(
        name: "CountersignTesting",
        dependencies: ["CountersignDevice", "CountersignClient", "CountersignHarness"],
        swiftSettings: strict),
]

let serviceTests: [Target] = [
    .testTarget(
        name: "CountersignServiceTests",
        dependencies: [
            "CountersignExchange", "CountersignService", logging, metrics, nioCore,
            product("NIOPosix", of: "swift-nio"),
        ],
        swiftSettings: strict),
    .testTarget(
        name: "CountersignSandboxTests",
        dependencies: [
            "Countersign", "CountersignAPI", "CountersignClient", "CountersignPrimitives", "CountersignSandbox",
            "CountersignService", "CountersignTestSupport", asyncHTTPClient, grdb, hummingbird, logging,
            serviceLifecycle,
        ],
        swiftSettings: strict),
    .testTarget(
        name: "CountersignPrevalidatorTests",
        dependencies: [
            "Countersign", "CountersignAPI", "CountersignBatch", "CountersignPrevalidator", "CountersignSandbox",
            "CountersignService", "CountersignTestSupport", asyncHTTPClient, grdb, hummingbird, logging,
            serviceLifecycle,
        ],
        swiftSettings: strict),
    .testTarget(
        name: "CountersignFlowTests",
        dependencies: [
            "Countersign", "CountersignAPI", "CountersignBatch", "CountersignClient", "CountersignDevice",
            "CountersignHarness", "CountersignPrevalidator", "CountersignSandbox", "CountersignService",
            "CountersignTesting",
            asyncHTTPClient, logging, serviceLifecycle,
        ],
        swiftSettings: strict),
    .testTarget(
        name: "CountersignClientTests",
        dependencies: ["CountersignAPI", "CountersignClient", "CountersignTestSupport", asyncHTTPClient, logging],
        swiftSettings: strict),
]

let tools: [Target] = [
    // The scanner of bulk records: for the command line tool only.
    .target(name: "CCountersignNDJSON"),
    // Floor 6
    .executableTarget(
        name: "CountersignCLI",
        dependencies: [
            "CCountersignEncoding", "CCountersignNDJSON", "Countersign", "CountersignAPI", "CountersignBatch",
            "CountersignClient", "CountersignDevice", "CountersignExchange", "CountersignHarness", "CountersignJSON",
            "CountersignPrevalidator", "CountersignPrimitives", "CountersignSandbox", "CountersignService",
            product("ArgumentParser", of: "swift-argument-parser"), hummingbird, logging, serviceLifecycle,
            product("UnixSignals", of: "swift-service-lifecycle"),
        ],
        swiftSettings: strict),
]

let toolTests: [Target] = [
    .testTarget(
        name: "CCountersignNDJSONTests",
        dependencies: ["CCountersignNDJSON", "CountersignTestSupport"],
        swiftSettings: strict),
    .testTarget(
        name: "CountersignCLITests",
        dependencies: ["CountersignCLI", "CountersignTestSupport"],
        exclude: ["Faults", "Interop", "README.md", "Scripts", "Terminal"],
        swiftSettings: strict),
]

// Release and sanitizer runs look at the libraries only and should not wait for the rest to build.
let isLibraryOnly = Context.environment["COUNTERSIGN_LIBRARY_ONLY"] != nil

let package = Package(
    name: "countersign",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Countersign", targets: ["Countersign"]),
        .library(name: "CountersignBatch", targets: ["CountersignBatch"]),
        .library(name: "CCountersignP256", targets: ["CCountersignP256"]),
        .library(name: "CountersignAPI", targets: ["CountersignAPI"]),
        .library(name: "CountersignDevice", targets: ["CountersignDevice"]),
    ]
        + cInterfaceProducts
        + (isLibraryOnly
            ? []
            : [
                .library(name: "CountersignClient", targets: ["CountersignClient"]),
                .library(name: "CountersignPrevalidator", targets: ["CountersignPrevalidator"]),
                .library(name: "CountersignHarness", targets: ["CountersignHarness"]),
                .library(name: "CountersignTesting", targets: ["CountersignTesting"]),
                .executable(name: "countersign", targets: ["CountersignCLI"]),
            ]),
    traits: [
        .trait(
            name: "Services",
            description: "Everything that needs more than libcrypto: the command line tool and the HTTP services."),
        .default(enabledTraits: ["Services"]),
    ],
    dependencies: isLibraryOnly
        ? []
        : [
            .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
            .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
            .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
            .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
            .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
            .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
            .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
            .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        ],
    targets: library + cInterface + libraryTests
        + (isLibraryOnly ? [] : services + serviceTests + tools + toolTests),
    swiftLanguageModes: [.v6]
)
