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
        systemLibrary("CWebSockets", pkgConfig: "libwebsockets", apt: "libwebsockets-dev"),
        systemLibrary("CMagic", pkgConfig: "libmagic", apt: "libmagic-dev"),
        systemLibrary("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        systemLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        systemLibrary("CPostgres", pkgConfig: "libpq", apt: "libpq-dev"),
        systemLibrary("CGumbo", pkgConfig: "gumbo", apt: "libgumbo-dev"),
        .target(name: "CSockets"),

        // Ground
        module("Threading"),
        module("Notation"),
        module("FileIO"),
        module("HTTPSemantics"),
        module("Lifecycle"),
        module("Observability"),

        // The one Swift wrapper of each C library
        module("Crypto", ["COpenSSL"]),
        module("Sockets", ["CSockets"]),
        module("FileMagic", ["CMagic"]),
        module("SQLite", ["CSQLite"]),
        module("Postgres", ["CPostgres", "Observability", "Threading"]),
        module("HTMLSanitizer", ["CGumbo"]),
        module("HTTPServer", ["CMicroHTTPD", "HTTPSemantics", "FileIO", "Lifecycle", "Observability"]),
        module("HTTPClient", ["CCurl", "FileIO", "HTTPSemantics"]),
        module("WebSocket", ["CWebSockets", "HTTPSemantics", "Lifecycle"]),

        // Requests to addresses that came from outside
        module("Egress", ["HTTPClient", "HTTPSemantics", "Observability", "Sockets"]),
        // Signed messages
        module("Signatures", ["Crypto", "HTTPSemantics", "Observability"]),

        // The domain
        module("Multipart", ["HTTPSemantics"]),
        module("JSONForm", ["HTTPSemantics"]),
        module("Attachments"),
        module("Cards", ["HTMLSanitizer"]),
        module("S3", ["Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability"]),
        module(
            "ObjectStore",
            ["Attachments", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "S3", "Threading"]),
        module(
            "Ledger", ["Attachments", "Crypto", "Observability", "Postgres", "SQLite", "Threading"],
            resources: [.embedInCode("Migrations"), .embedInCode("PostgresMigrations")]),
        module("Inspection", ["Attachments", "FileIO", "FileMagic", "Threading"]),
        module(
            "Scanning", ["Attachments", "FileIO", "Lifecycle", "Observability", "Sockets", "Threading"]),
        module(
            "Pipeline",
            [
                "Attachments", "Cards", "Crypto", "FileIO", "Inspection", "Ledger", "Lifecycle", "ObjectStore", "Observability",
                "Scanning",
                "Threading",
            ]),

        // The edges
        module("Watcher", ["Lifecycle", "Observability", "WebSocket", "HTTPSemantics"]),
        module(
            "Genesys",
            ["Attachments", "Cards", "Egress", "HTTPClient", "HTTPSemantics", "Ledger", "Observability", "Pipeline", "Watcher"]),
        module(
            "Channels",
            ["Attachments", "Cards", "HTTPClient", "HTTPSemantics", "Observability", "Pipeline", "Signatures"]),
        module(
            "Gateway",
            [
                "Attachments", "Cards", "Channels", "Crypto", "Egress", "FileIO", "Genesys", "HTTPClient", "HTTPSemantics",
                "HTTPServer", "JSONForm",
                "Ledger", "Lifecycle", "Multipart", "Notation", "ObjectStore", "Observability", "Pipeline", "Scanning",
                "Signatures",
                "Threading",
            ], resources: [.embedInCode("Pages")]),
        module(
            "GenesysSimulator",
            [
                "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "HTTPServer", "Lifecycle", "Multipart", "Observability",
                "WebSocket",
            ], resources: [.embedInCode("Page/index.html"), .embedInCode("Page/page.js"), .embedInCode("Page/page.css")]),
        module("Configuration", ["Attachments", "Egress", "Notation", "Observability"]),
        program(
            "lazaret",
            [
                "Attachments", "Cards", "Channels", "Configuration", "Crypto", "Egress", "FileIO", "Gateway", "Genesys",
                "GenesysSimulator", "HTTPClient", "HTTPSemantics", "HTTPServer", "Inspection", "Ledger", "Lifecycle", "Notation",
                "ObjectStore", "Observability", "Pipeline", "S3", "Scanning", "Signatures", "Threading", "Watcher",
            ]),

        // The demo and the benchmarks
        module(
            "Story", ["Crypto", "HTTPClient", "HTTPSemantics", "HTTPServer", "Lifecycle"], resources: [.embedInCode("Samples")]),
        program("lazaret-demo", ["Story"]),
        program(
            "lazaret-bench",
            [
                "Attachments", "Cards", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Ledger", "ObjectStore", "Observability",
                "Postgres", "S3", "SQLite",
                "Scanning", "Story",
            ]),

        // Tests
        tests("Architecture", []),
        tests("Threading", ["Threading"]),
        tests("Notation", ["Notation"]),
        tests("FileIO", ["FileIO"]),
        tests("HTTPSemantics", ["HTTPSemantics"]),
        tests("Lifecycle", ["Lifecycle"]),
        tests("Observability", ["Observability"]),
        tests("Crypto", ["Crypto"]),
        tests("Sockets", ["Sockets"]),
        tests("FileMagic", ["FileMagic"]),
        tests("SQLite", ["SQLite"]),
        tests("HTMLSanitizer", ["HTMLSanitizer"]),
        tests("Cards", ["Cards", "HTMLSanitizer"]),
        tests("HTTPServer", ["HTTPServer", "HTTPSemantics", "FileIO", "Lifecycle", "Sockets"]),
        .target(name: "PythonServer", path: "Tests/PythonServer", swiftSettings: strict),
        tests("HTTPClient", ["HTTPClient", "FileIO", "HTTPSemantics", "PythonServer"]),
        tests("Egress", ["Egress", "HTTPClient", "HTTPSemantics", "Observability", "PythonServer", "Sockets"]),
        tests("Signatures", ["Signatures", "Crypto", "HTTPSemantics", "Observability"]),
        tests("WebSocket", ["WebSocket", "HTTPSemantics", "Lifecycle", "PythonServer"]),
        .executableTarget(
            name: "autobahn-client", dependencies: ["WebSocket"], path: "Tests/AutobahnClient",
            exclude: ["compare.py", "expected.json"], swiftSettings: strict),
        tests("Watcher", ["Watcher", "HTTPSemantics", "Lifecycle", "Observability", "WebSocket"]),
        tests("Multipart", ["Multipart"]),
        tests("JSONForm", ["JSONForm"]),
        tests("Attachments", ["Attachments"]),
        .target(
            name: "CephGateway", dependencies: ["HTTPClient", "Observability", "S3"], path: "Tests/CephGateway",
            swiftSettings: strict),
        tests(
            "S3",
            ["S3", "CephGateway", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "PythonServer"]),
        tests(
            "ObjectStore",
            ["ObjectStore", "Attachments", "CephGateway", "Crypto", "FileIO", "HTTPClient", "PythonServer", "S3"]),
        .target(
            name: "PrivatePostgres", dependencies: ["Observability", "Postgres", "Threading"], path: "Tests/PrivatePostgres",
            swiftSettings: strict),
        tests("Postgres", ["Postgres", "Observability", "PrivatePostgres"]),
        tests("Ledger", ["Ledger", "Attachments", "Crypto", "Observability", "Postgres", "PrivatePostgres", "SQLite"]),
        tests("Inspection", ["Inspection", "Attachments", "FileIO"], resources: [.copy("make_fixtures.py")]),
        tests("Scanning", ["Scanning", "Attachments", "FileIO", "Lifecycle", "Observability", "Sockets"]),
        tests(
            "Genesys",
            [
                "Genesys", "Attachments", "Cards", "Egress", "GenesysSimulator", "HTTPClient", "HTTPSemantics", "Lifecycle",
                "Observability",
                "Pipeline", "PythonServer", "Sockets",
            ], resources: [.copy("sdk_bodies.py")]),
        tests(
            "GenesysSimulator",
            ["GenesysSimulator", "Crypto", "HTTPClient", "HTTPSemantics", "HTTPServer", "Lifecycle", "Observability", "WebSocket"],
            resources: [.copy("sdk_test.py")]),
        tests(
            "Platform",
            [
                "Attachments", "Channels", "Egress", "FileIO", "Genesys", "GenesysSimulator", "HTTPClient", "HTTPSemantics",
                "HTTPServer",
                "Inspection", "Ledger", "Lifecycle", "ObjectStore", "Observability", "Pipeline", "PrivateClamd", "Scanning",
                "Signatures", "SQLite", "Story", "Watcher",
            ]),
        tests("Configuration", ["Configuration", "Attachments", "Egress", "Observability"]),
        .target(
            name: "PrivateClamd", dependencies: ["Lifecycle", "Observability", "Scanning"], path: "Tests/PrivateClamd",
            swiftSettings: strict),
        tests(
            "Channels",
            [
                "Channels", "Attachments", "Cards", "Crypto", "HTTPClient", "HTTPSemantics", "HTTPServer", "Lifecycle",
                "Observability",
                "Pipeline", "Signatures",
            ]),
        tests(
            "Pipeline",
            [
                "Attachments", "Cards", "FileIO", "Inspection", "Ledger", "Lifecycle", "ObjectStore", "Observability", "Pipeline",
                "PrivateClamd", "PrivatePostgres", "Scanning",
            ]),
        tests(
            "Gateway",
            [
                "Gateway", "Attachments", "Cards", "Channels", "Crypto", "Egress", "Signatures", "FileIO", "HTTPClient",
                "HTTPSemantics", "HTTPServer", "Inspection", "Ledger",
                "Lifecycle", "ObjectStore", "Observability", "Pipeline", "PrivateClamd", "PythonServer", "SQLite", "Scanning",
                "Sockets",
                "Threading",
            ], resources: [.copy("clients.py"), .copy("schemathesis_hooks.py")]),
        tests(
            "Command",
            [
                "Attachments", "CephGateway", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Ledger", "ObjectStore",
                "Observability", "Pipeline", "PrivatePostgres", "PythonServer", "S3", "Sockets", "Story", "Threading",
            ],
            resources: [.copy("upload_page.py")]),
        tests("Story", ["Story"]),
    ]
)
