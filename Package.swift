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
        systemLibrary("CCMark", pkgConfig: "libcmark", apt: "libcmark-dev"),
        systemLibrary("CExpat", pkgConfig: "expat", apt: "libexpat1-dev"),
        .target(name: "CSockets"),

        // Ground
        module("Threading"),
        module("Notation"),
        module("FileIO"),
        module("HTTPSemantics"),
        module("JSON"),
        module("Lifecycle"),
        module("Observability"),

        // The one Swift wrapper of each C library
        module("Crypto", ["COpenSSL"]),
        module("Sockets", ["CSockets"]),
        module("FileMagic", ["CMagic"]),
        module("SQLite", ["CSQLite"]),
        module("Postgres", ["CPostgres", "Observability", "Threading"]),
        module("HTMLSanitizer", ["CGumbo"]),
        module("CommonMark", ["CCMark"]),
        module("XML", ["CExpat"]),
        module("HTTPServer", ["CMicroHTTPD", "HTTPSemantics", "FileIO", "JSON", "Lifecycle", "Observability"]),
        module("HTTPClient", ["CCurl", "FileIO", "HTTPSemantics"]),
        module("WebSocket", ["CWebSockets", "HTTPSemantics", "Lifecycle"]),

        // Requests to addresses that came from outside
        module("Egress", ["HTTPClient", "HTTPSemantics", "Observability", "Sockets"]),
        // Signed messages
        module("Signatures", ["Crypto", "HTTPSemantics", "Observability"]),

        // The domain
        module("Multipart", ["HTTPSemantics"]),
        module("JSONForm", ["HTTPSemantics", "JSON"]),
        module("Attachments"),
        module("FileTypes", ["Attachments"]),
        module("Cards", ["CommonMark", "HTMLSanitizer", "JSON"]),
        module("S3", ["Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "XML"]),
        module(
            "ObjectStore",
            ["Attachments", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "S3", "Threading"]),
        module(
            "Ledger", ["Attachments", "Crypto", "Observability", "Postgres", "SQLite", "Threading"],
            resources: [.embedInCode("Migrations"), .embedInCode("PostgresMigrations")]),
        module("Inspection", ["Attachments", "FileIO", "FileMagic", "FileTypes", "Threading"]),
        module(
            "Scanning", ["Attachments", "FileIO", "Lifecycle", "Observability", "Sockets", "Threading"]),
        module("Assessment", ["Attachments", "FileIO", "Inspection", "Scanning"]),
        module(
            "Pipeline",
            [
                "Assessment", "Attachments", "Cards", "Crypto", "FileIO", "JSON", "Ledger", "Lifecycle", "ObjectStore",
                "Observability", "Scanning", "Threading",
            ]),

        // The edges
        module("Watcher", ["JSON", "Lifecycle", "Observability", "WebSocket", "HTTPSemantics"]),
        module(
            "Genesys",
            [
                "Attachments", "Cards", "Egress", "HTTPClient", "HTTPSemantics", "JSON", "Ledger", "Observability", "Pipeline",
                "Watcher",
            ]),
        module(
            "Channels",
            ["Attachments", "Cards", "HTTPClient", "HTTPSemantics", "JSON", "Observability", "Pipeline", "Signatures"]),
        // Which message goes where
        module("Deliveries", ["Attachments", "Channels", "FileIO", "Genesys", "JSON", "ObjectStore", "Pipeline", "Threading"]),
        module(
            "Gateway",
            [
                "Attachments", "Cards", "Channels", "Crypto", "Egress", "FileIO", "Genesys", "HTTPClient", "HTTPSemantics",
                "HTTPServer", "JSON", "JSONForm",
                "Ledger", "Lifecycle", "Multipart", "Notation", "ObjectStore", "Observability", "Pipeline", "Scanning",
                "Signatures",
                "Threading",
            ], resources: [.embedInCode("Pages")]),
        module(
            "GenesysSimulator",
            [
                "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "HTTPServer", "JSON", "Lifecycle", "Multipart", "Observability",
                "WebSocket",
            ], resources: [.embedInCode("Page/index.html"), .embedInCode("Page/page.js"), .embedInCode("Page/page.css")]),
        module(
            "Configuration",
            [
                "Attachments", "Cards", "Channels", "Egress", "Gateway", "Genesys", "HTTPServer", "JSON", "Notation",
                "Observability", "Pipeline", "Scanning",
            ]),
        // The composition
        module(
            "Application",
            [
                "Assessment", "Attachments", "Cards", "Channels", "Configuration", "Crypto", "Deliveries", "Egress", "FileIO",
                "Gateway", "Genesys", "HTTPClient", "HTTPSemantics", "HTTPServer", "Inspection", "JSON", "Ledger", "Lifecycle",
                "ObjectStore", "Observability", "Pipeline", "S3", "Scanning", "Signatures", "Threading", "Watcher",
            ]),
        program(
            "lazaret",
            [
                "Application", "Assessment", "Attachments", "Cards", "Configuration", "FileIO", "Gateway", "GenesysSimulator",
                "HTTPClient", "HTTPSemantics", "Inspection", "JSON", "Ledger", "Lifecycle", "Notation", "Observability", "Scanning",
            ]),

        // The demo and the benchmarks
        module(
            "Story", ["Crypto", "HTTPClient", "HTTPSemantics", "HTTPServer", "JSON", "Lifecycle"],
            resources: [.embedInCode("Samples")]),
        program("lazaret-demo", ["Story"]),
        program(
            "lazaret-bench",
            [
                "Attachments", "Cards", "Crypto", "FileIO", "FileMagic", "FileTypes", "HTTPClient", "HTTPSemantics", "JSON",
                "Ledger", "ObjectStore", "Observability", "Postgres", "S3", "SQLite", "Scanning", "Story",
            ]),

        // Tests
        .target(
            name: "TestSupport", dependencies: ["HTTPSemantics", "HTTPServer", "Lifecycle", "Threading"], path: "Tests/TestSupport",
            swiftSettings: strict),
        tests("Architecture", []),
        tests("Threading", ["Threading"]),
        tests("Notation", ["Notation"]),
        tests("FileIO", ["FileIO", "TestSupport"]),
        tests("HTTPSemantics", ["HTTPSemantics"]),
        tests("JSON", ["JSON"]),
        tests("Lifecycle", ["Lifecycle"]),
        tests("Observability", ["Observability"]),
        tests("Crypto", ["Crypto"]),
        tests("Sockets", ["Sockets"]),
        tests("FileMagic", ["FileMagic"]),
        tests("SQLite", ["SQLite", "TestSupport"]),
        tests("HTMLSanitizer", ["HTMLSanitizer"]),
        tests("CommonMark", ["CommonMark"]),
        tests("XML", ["XML"]),
        tests("Cards", ["Cards", "HTMLSanitizer", "JSON"]),
        tests("HTTPServer", ["HTTPServer", "HTTPSemantics", "FileIO", "JSON", "Lifecycle", "Sockets"]),
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
            ["S3", "CephGateway", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "PythonServer", "XML"]),
        tests(
            "ObjectStore",
            ["ObjectStore", "Attachments", "CephGateway", "Crypto", "FileIO", "HTTPClient", "PythonServer", "S3"]),
        .target(
            name: "PrivatePostgres", dependencies: ["Observability", "Postgres", "Threading"], path: "Tests/PrivatePostgres",
            swiftSettings: strict),
        tests("Postgres", ["Postgres", "Observability", "PrivatePostgres"]),
        tests(
            "Ledger",
            ["Ledger", "Attachments", "Crypto", "Observability", "Postgres", "PrivatePostgres", "SQLite", "TestSupport"]),
        tests("FileTypes", ["FileTypes", "Attachments"]),
        tests(
            "Inspection", ["Inspection", "Attachments", "FileIO"],
            resources: [.copy("make_fixtures.py"), .copy("CustomerFiles")]),
        tests("Assessment", ["Assessment", "Attachments", "FileIO", "Inspection", "PrivateClamd", "Scanning"]),
        tests(
            "Scanning", ["Scanning", "Attachments", "FileIO", "Lifecycle", "Observability", "Sockets", "TestSupport"]),
        tests(
            "Genesys",
            [
                "Genesys", "Attachments", "Cards", "Egress", "GenesysSimulator", "HTTPClient", "HTTPSemantics", "JSON", "Lifecycle",
                "Observability",
                "Pipeline", "PythonServer", "Sockets", "TestSupport",
            ], resources: [.copy("sdk_bodies.py")]),
        tests(
            "GenesysSimulator",
            [
                "Crypto", "GenesysSimulator", "HTTPClient", "HTTPSemantics", "HTTPServer", "JSON", "Lifecycle", "Observability",
                "TestSupport", "WebSocket",
            ],
            resources: [.copy("sdk_test.py")]),
        tests(
            "Platform",
            [
                "Application", "Assessment", "Attachments", "Channels", "Configuration", "Crypto", "Deliveries", "Egress", "FileIO",
                "Gateway",
                "Genesys", "GenesysSimulator", "HTTPClient", "HTTPSemantics", "HTTPServer", "Ledger", "Lifecycle", "ObjectStore",
                "Observability", "Pipeline", "PrivateClamd", "Scanning", "Signatures", "SQLite", "Story", "TestApplication",
                "TestSupport", "Watcher",
            ]),
        tests(
            "Configuration", ["Configuration", "Attachments", "Channels", "Egress", "Gateway", "Observability", "Scanning"]),
        .target(
            name: "PrivateClamd", dependencies: ["Lifecycle", "Observability", "Scanning", "TestSupport"],
            path: "Tests/PrivateClamd", swiftSettings: strict),
        .target(
            name: "TestApplication",
            dependencies: [
                "Application", "Configuration", "Ledger", "Lifecycle", "ObjectStore", "Observability", "Pipeline", "TestSupport",
            ],
            path: "Tests/TestApplication", swiftSettings: strict),
        tests(
            "Channels",
            [
                "Channels", "Attachments", "Cards", "Crypto", "HTTPClient", "HTTPSemantics", "HTTPServer", "JSON", "Lifecycle",
                "Observability",
                "Pipeline", "Signatures",
            ]),
        tests(
            "Pipeline",
            [
                "Assessment", "Attachments", "Cards", "FileIO", "Inspection", "JSON", "Ledger", "Lifecycle", "ObjectStore",
                "Observability", "Pipeline", "PrivateClamd", "PrivatePostgres", "Scanning", "TestSupport",
            ]),
        tests(
            "Gateway",
            [
                "Gateway", "Application", "Assessment", "Attachments", "Cards", "Channels", "Configuration", "Crypto", "Egress",
                "FileIO",
                "HTTPClient", "HTTPSemantics", "HTTPServer", "Ledger", "Lifecycle", "ObjectStore", "Observability", "Pipeline",
                "PrivateClamd",
                "PythonServer", "SQLite", "Scanning", "Signatures", "Sockets", "TestApplication", "TestSupport", "Threading",
            ], resources: [.copy("clients.py"), .copy("schemathesis_hooks.py")]),
        tests(
            "Command",
            [
                "Attachments", "CephGateway", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Ledger", "ObjectStore",
                "Observability", "Pipeline", "PrivatePostgres", "PythonServer", "S3", "Sockets", "Story", "TestSupport",
                "Threading",
            ],
            resources: [.copy("upload_page.py")]),
        tests("Story", ["Story"]),
    ]
)
