// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: Swift 6 mode, warnings refused, unsafe code marked where it stands.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// One C library of Debian: a module map, a shim, and the package that provides it.
func systemLibrary(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name + "Tests", dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "lazaret",
    products: [.executable(name: "lazaret", targets: ["lazaret"])],
    // The order is the architecture: a module imports only what stands above it (Tests/ArchitectureTests).
    targets: [
        // C libraries
        systemLibrary("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        systemLibrary("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        systemLibrary("CMagic", pkgConfig: "libmagic", apt: "libmagic-dev"),
        systemLibrary("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        systemLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        .target(name: "CSockets"),

        // Ground
        module("Threading"),
        module("FileIO"),
        module("HTTPSemantics"),
        module("Lifecycle"),
        module("Observability"),

        // The one Swift wrapper of each C library
        module("Crypto", ["COpenSSL"]),
        module("Sockets", ["CSockets"]),
        module("FileMagic", ["CMagic"]),
        module("SQLite", ["CSQLite"]),
        module("HTTPServer", ["CMicroHTTPD", "HTTPSemantics", "FileIO", "Lifecycle", "Observability"]),
        module("HTTPClient", ["CCurl", "FileIO", "HTTPSemantics"]),

        // The domain
        module("Multipart", ["HTTPSemantics"]),
        module("Attachments"),
        module("S3", ["Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability"]),
        module(
            "ObjectStore",
            ["Attachments", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "S3", "Threading"]),
        module("Ledger", ["Attachments", "SQLite", "Threading"], resources: [.embedInCode("Migrations")]),
        module("Inspection", ["Attachments", "FileIO", "FileMagic", "Threading"]),
        module(
            "Scanning", ["Attachments", "FileIO", "Lifecycle", "Observability", "Sockets", "Threading"]),
        module(
            "Pipeline",
            [
                "Attachments", "FileIO", "Inspection", "Ledger", "Lifecycle", "ObjectStore", "Observability", "Scanning",
            ]),

        // The edges
        module("Genesys", ["Attachments", "HTTPClient", "HTTPSemantics", "Observability", "Pipeline"]),
        module(
            "Gateway",
            [
                "Attachments", "Crypto", "FileIO", "HTTPSemantics", "HTTPServer", "Ledger", "Lifecycle", "Multipart", "ObjectStore",
                "Observability", "Pipeline", "Scanning",
            ]),
        module(
            "GenesysSimulator", ["Crypto", "HTTPClient", "HTTPSemantics", "HTTPServer", "Lifecycle", "Observability"]),
        module("Configuration", ["Attachments", "Observability"]),
        program(
            "lazaret",
            [
                "Attachments", "Configuration", "Crypto", "FileIO", "Gateway", "Genesys", "GenesysSimulator", "HTTPClient",
                "HTTPSemantics", "HTTPServer", "Inspection", "Ledger", "Lifecycle", "ObjectStore", "Observability", "Pipeline",
                "S3", "Scanning",
            ]),

        // The demo and the benchmarks
        module("Story", ["Crypto", "HTTPClient", "HTTPSemantics", "HTTPServer"], resources: [.embedInCode("Samples")]),
        program("lazaret-demo", ["Story"]),
        program(
            "lazaret-bench",
            [
                "Attachments", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "ObjectStore", "Observability", "S3", "Scanning",
                "Story",
            ]),

        // Tests
        tests("Architecture", []),
        tests("Threading", ["Threading"]),
        tests("FileIO", ["FileIO"]),
        tests("HTTPSemantics", ["HTTPSemantics"]),
        tests("Lifecycle", ["Lifecycle"]),
        tests("Observability", ["Observability"]),
        tests("Crypto", ["Crypto"]),
        tests("Sockets", ["Sockets"]),
        tests("FileMagic", ["FileMagic"]),
        tests("SQLite", ["SQLite"]),
        tests("HTTPServer", ["HTTPServer", "HTTPSemantics", "FileIO", "Lifecycle", "Sockets"]),
        .target(name: "PythonServer", path: "Tests/PythonServer", swiftSettings: strict),
        tests("HTTPClient", ["HTTPClient", "FileIO", "HTTPSemantics", "PythonServer"]),
        tests("Multipart", ["Multipart"]),
        tests("Attachments", ["Attachments"]),
        .target(
            name: "CephGateway", dependencies: ["HTTPClient", "Observability", "S3"], path: "Tests/CephGateway",
            swiftSettings: strict),
        tests(
            "S3",
            ["S3", "CephGateway", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "PythonServer"],
            resources: [.embedInCode("Fixtures/sigv4.json")]),
        tests(
            "ObjectStore",
            ["ObjectStore", "Attachments", "CephGateway", "Crypto", "FileIO", "HTTPClient", "PythonServer", "S3"]),
        tests("Ledger", ["Ledger", "Attachments", "SQLite"]),
        tests("Inspection", ["Inspection", "Attachments", "FileIO"], resources: [.copy("make_fixtures.py")]),
        tests("Scanning", ["Scanning", "Attachments", "FileIO", "Lifecycle", "Observability", "Sockets"]),
        tests(
            "Genesys",
            [
                "Genesys", "Attachments", "GenesysSimulator", "HTTPClient", "HTTPSemantics", "Lifecycle", "Observability",
                "Pipeline", "PythonServer",
            ]),
        tests(
            "GenesysSimulator",
            ["GenesysSimulator", "Crypto", "HTTPClient", "HTTPSemantics", "HTTPServer", "Lifecycle", "Observability"]),
        tests("Configuration", ["Configuration", "Attachments", "Observability"]),
        .target(
            name: "PrivateClamd", dependencies: ["Lifecycle", "Observability", "Scanning"], path: "Tests/PrivateClamd",
            swiftSettings: strict),
        tests(
            "Pipeline",
            [
                "Attachments", "FileIO", "Inspection", "Ledger", "Lifecycle", "ObjectStore", "Observability", "Pipeline",
                "PrivateClamd", "Scanning",
            ]),
        tests(
            "Gateway",
            [
                "Gateway", "Attachments", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "HTTPServer", "Inspection", "Ledger",
                "Lifecycle", "ObjectStore", "Observability", "Pipeline", "PrivateClamd", "SQLite", "Scanning", "Sockets",
                "Threading",
            ]),
        tests("Command", ["Crypto", "HTTPClient", "HTTPSemantics", "Sockets", "Story", "Threading"]),
        tests("Story", ["Story"]),
    ]
)
