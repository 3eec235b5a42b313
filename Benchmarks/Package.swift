// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses Countersign resolves what only benchmarks need.
let package = Package(
    name: "countersign-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "countersign", path: ".."),
        // What the client is built on, as its baseline.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // BoringSSL, as a peer.
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSLSystem", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        // OpenSSL's fastest calls, which are its deprecated low-level ones.
        .target(name: "COpenSSLBaseline", dependencies: ["COpenSSLSystem"]),
        .target(
            name: "VerifierBench",
            dependencies: ["COpenSSLSystem", .product(name: "CCountersignP256", package: "countersign")],
            exclude: ["main.c"],
            publicHeadersPath: "."),
        // A user of libcountersign.so in C, which loads the library itself.
        .target(name: "ABICaller"),
        .executableTarget(
            name: "ABIBench",
            dependencies: [
                "ABICaller",
                .product(name: "Countersign", package: "countersign"),
                .product(name: "CountersignBatch", package: "countersign"),
            ]),
        .executableTarget(
            name: "BatchBench",
            dependencies: [
                "COpenSSLBaseline", "VerifierBench",
                .product(name: "CCountersignP256", package: "countersign"),
                .product(name: "Countersign", package: "countersign"),
                .product(name: "CountersignBatch", package: "countersign"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // The load on the pre-validator's service, and the signatures that it consists of.
        .executableTarget(name: "LoadClient"),
        .executableTarget(
            name: "PrevalidatorWork",
            dependencies: [
                .product(name: "Countersign", package: "countersign"),
                .product(name: "CountersignBatch", package: "countersign"),
            ]),
        // A load client for the sandbox, on plain sockets.
        .executableTarget(
            name: "SandboxBench",
            dependencies: [.product(name: "Countersign", package: "countersign")]),
        .executableTarget(
            name: "PhoneBench",
            dependencies: [
                .product(name: "Countersign", package: "countersign"),
                .product(name: "CountersignDevice", package: "countersign"),
            ]),
        .executableTarget(
            name: "ClientBench",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "CountersignAPI", package: "countersign"),
                .product(name: "CountersignClient", package: "countersign"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
