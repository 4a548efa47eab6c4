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

/// The targets of one floor: each lies in the folder of its name below `Sources/NAME` or `Tests/NAME`.
func floor(_ name: String, _ targets: [Target]) -> [Target] {
    for target in targets {
        let isForTests = target.type == .test || name == "Support"
        target.path = "\(isForTests ? "Tests" : "Sources")/\(name)/\(target.name)"
    }
    return targets
}

let package = Package(
    name: "lazaret",
    products: [.executable(name: "lazaret", targets: ["lazaret"])],
    // The order is the architecture: a module imports only what stands above it, on its floor or on one above (Tests/ArchitectureTests).
    targets: [
        floor(
            "CLibraries",
            [
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
            ]),
        floor(
            "Systems",
            [
                module("Threading"),
                module("Notation"),
                module("FileIO"),
                module("HTTPSemantics"),
                module("JSON"),
                module("Lifecycle"),
                module("Observability"),
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
                module("Egress", ["HTTPClient", "HTTPSemantics", "Observability", "Sockets"]),
                module("Signatures", ["Crypto", "HTTPSemantics", "Observability"]),
                module("Multipart", ["HTTPSemantics"]),
                module("JSONForm", ["HTTPSemantics", "JSON"]),
                module("S3", ["Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "XML"]),
            ]),
        floor(
            "Domain",
            [
                module("Attachments"),
                module("Cards", ["CommonMark", "HTMLSanitizer", "JSON"]),
            ]),
        floor(
            "Examination",
            [
                module("FileTypes", ["Attachments"]),
                module("Inspection", ["Attachments", "FileIO", "FileMagic", "FileTypes", "Threading"]),
                module("Scanning", ["Attachments", "FileIO", "Lifecycle", "Observability", "Sockets", "Threading"]),
                module("Assessment", ["Attachments", "FileIO", "Inspection", "Scanning"]),
            ]),
        floor(
            "Storage",
            [
                module(
                    "ObjectStore",
                    ["Attachments", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "S3", "Threading"]),
                module(
                    "Ledger", ["Attachments", "Crypto", "Observability", "Postgres", "SQLite", "Threading"],
                    resources: [.embedInCode("Migrations"), .embedInCode("PostgresMigrations")]),
            ]),
        floor(
            "Processing",
            [
                module(
                    "Pipeline",
                    [
                        "Assessment", "Attachments", "Cards", "Crypto", "FileIO", "JSON", "Ledger", "Lifecycle", "ObjectStore",
                        "Observability", "Scanning", "Threading",
                    ])
            ]),
        floor(
            "Platform",
            [
                module("Watcher", ["JSON", "Lifecycle", "Observability", "WebSocket", "HTTPSemantics"]),
                module(
                    "Genesys",
                    [
                        "Attachments", "Cards", "Egress", "HTTPClient", "HTTPSemantics", "JSON", "Ledger", "Observability",
                        "Pipeline", "Watcher",
                    ]),
                module(
                    "Channels",
                    ["Attachments", "Cards", "HTTPClient", "HTTPSemantics", "JSON", "Observability", "Pipeline", "Signatures"]),
                module(
                    "Deliveries", ["Attachments", "Channels", "FileIO", "Genesys", "JSON", "ObjectStore", "Pipeline", "Threading"]),
            ]),
        floor(
            "Service",
            [
                module(
                    "Gateway",
                    [
                        "Attachments", "Cards", "Channels", "Crypto", "Egress", "FileIO", "Genesys", "HTTPClient", "HTTPSemantics",
                        "HTTPServer", "JSON", "JSONForm", "Ledger", "Lifecycle", "Multipart", "Notation", "ObjectStore",
                        "Observability", "Pipeline", "Scanning", "Signatures", "Threading",
                    ], resources: [.embedInCode("Pages")]),
                module(
                    "Configuration",
                    [
                        "Attachments", "Cards", "Channels", "Egress", "Gateway", "Genesys", "HTTPServer", "JSON", "Notation",
                        "Observability", "Pipeline", "Scanning",
                    ]),
                module(
                    "Application",
                    [
                        "Assessment", "Attachments", "Cards", "Channels", "Configuration", "Crypto", "Deliveries", "Egress",
                        "FileIO", "Gateway", "Genesys", "HTTPClient", "HTTPSemantics", "HTTPServer", "Inspection", "JSON", "Ledger",
                        "Lifecycle", "ObjectStore", "Observability", "Pipeline", "S3", "Scanning", "Signatures", "Threading",
                        "Watcher", "WebSocket",
                    ]),
            ]),
        floor(
            "Programs",
            [
                module(
                    "GenesysSimulator",
                    [
                        "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "HTTPServer", "JSON", "Lifecycle", "Multipart",
                        "Observability", "WebSocket",
                    ], resources: [.embedInCode("Page/index.html"), .embedInCode("Page/page.js"), .embedInCode("Page/page.css")]),
                program(
                    "lazaret",
                    [
                        "Application", "Assessment", "Attachments", "Cards", "Configuration", "FileIO", "Gateway",
                        "GenesysSimulator", "HTTPClient", "HTTPSemantics", "Inspection", "JSON", "Ledger", "Lifecycle", "Notation",
                        "Observability", "Scanning",
                    ]),
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
            ]),

        // Tests
        floor(
            "Systems",
            [
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
                tests("HTTPServer", ["HTTPServer", "HTTPSemantics", "FileIO", "JSON", "Lifecycle", "Sockets"]),
                tests("HTTPClient", ["HTTPClient", "FileIO", "HTTPSemantics", "PythonServer"]),
                tests("Egress", ["Egress", "HTTPClient", "HTTPSemantics", "Observability", "PythonServer", "Sockets"]),
                tests("Signatures", ["Signatures", "Crypto", "HTTPSemantics", "Observability"]),
                tests("WebSocket", ["WebSocket", "HTTPSemantics", "Lifecycle", "PythonServer"]),
                tests("Multipart", ["Multipart"]),
                tests("JSONForm", ["JSONForm"]),
                tests(
                    "S3",
                    [
                        "S3", "CephGateway", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Observability", "PythonServer",
                        "XML",
                    ]),
                tests("Postgres", ["Postgres", "Observability", "PrivatePostgres"]),
            ]),
        floor(
            "Domain",
            [
                tests("Cards", ["Cards", "HTMLSanitizer", "JSON"]),
                tests("Attachments", ["Attachments"]),
            ]),
        floor(
            "Examination",
            [
                tests("FileTypes", ["FileTypes", "Attachments"]),
                tests(
                    "Inspection", ["Inspection", "Attachments", "FileIO"],
                    resources: [.copy("make_fixtures.py"), .copy("CustomerFiles")]),
                tests("Assessment", ["Assessment", "Attachments", "FileIO", "Inspection", "PrivateClamd", "Scanning"]),
                tests("Scanning", ["Scanning", "Attachments", "FileIO", "Lifecycle", "Observability", "Sockets", "TestSupport"]),
            ]),
        floor(
            "Storage",
            [
                tests(
                    "ObjectStore",
                    ["ObjectStore", "Attachments", "CephGateway", "Crypto", "FileIO", "HTTPClient", "PythonServer", "S3"]),
                tests(
                    "Ledger",
                    ["Ledger", "Attachments", "Crypto", "Observability", "Postgres", "PrivatePostgres", "SQLite", "TestSupport"]),
            ]),
        floor(
            "Processing",
            [
                tests(
                    "Pipeline",
                    [
                        "Assessment", "Attachments", "Cards", "FileIO", "Inspection", "JSON", "Ledger", "Lifecycle", "ObjectStore",
                        "Observability", "Pipeline", "PrivateClamd", "PrivatePostgres", "Scanning", "TestSupport",
                    ])
            ]),
        floor(
            "Platform",
            [
                tests("Watcher", ["Watcher", "HTTPSemantics", "Lifecycle", "Observability", "WebSocket"]),
                tests(
                    "Genesys",
                    [
                        "Genesys", "Attachments", "Cards", "Egress", "GenesysSimulator", "HTTPClient", "HTTPSemantics", "JSON",
                        "Lifecycle", "Observability", "Pipeline", "PythonServer", "Sockets", "TestSupport",
                    ], resources: [.copy("sdk_bodies.py")]),
                tests(
                    "Channels",
                    [
                        "Channels", "Attachments", "Cards", "Crypto", "HTTPClient", "HTTPSemantics", "HTTPServer", "JSON",
                        "Lifecycle", "Observability", "Pipeline", "Signatures",
                    ]),
            ]),
        floor(
            "Service",
            [
                tests(
                    "Platform",
                    [
                        "Application", "Assessment", "Attachments", "Channels", "Configuration", "Crypto", "Deliveries", "Egress",
                        "FileIO", "Gateway", "Genesys", "GenesysSimulator", "HTTPClient", "HTTPSemantics", "HTTPServer", "Ledger",
                        "Lifecycle", "ObjectStore", "Observability", "Pipeline", "PrivateClamd", "Scanning", "Signatures", "SQLite",
                        "Story", "TestApplication", "TestSupport", "Watcher",
                    ]),
                tests(
                    "Configuration", ["Configuration", "Attachments", "Channels", "Egress", "Gateway", "Observability", "Scanning"]),
                tests(
                    "Gateway",
                    [
                        "Gateway", "Application", "Assessment", "Attachments", "Cards", "Channels", "Configuration", "Crypto",
                        "Egress", "FileIO", "HTTPClient", "HTTPSemantics", "HTTPServer", "Ledger", "Lifecycle", "ObjectStore",
                        "Observability", "Pipeline", "PrivateClamd", "PythonServer", "SQLite", "Scanning", "Signatures", "Sockets",
                        "TestApplication", "TestSupport", "Threading",
                    ], resources: [.copy("clients.py"), .copy("names.py"), .copy("schemathesis_hooks.py")]),
            ]),
        floor(
            "Programs",
            [
                tests(
                    "GenesysSimulator",
                    [
                        "Crypto", "GenesysSimulator", "HTTPClient", "HTTPSemantics", "HTTPServer", "JSON", "Lifecycle",
                        "Observability", "TestSupport", "WebSocket",
                    ], resources: [.copy("sdk_test.py")]),
                tests(
                    "Command",
                    [
                        "Attachments", "CephGateway", "Crypto", "FileIO", "HTTPClient", "HTTPSemantics", "Ledger", "ObjectStore",
                        "Observability", "Pipeline", "PrivatePostgres", "PythonServer", "S3", "Sockets", "Story", "TestSupport",
                        "Threading",
                    ], resources: [.copy("upload_page.py")]),
                tests("Story", ["Story"]),
            ]),
        [tests("Architecture", [])],
        floor(
            "Support",
            [
                .target(
                    name: "TestSupport", dependencies: ["HTTPSemantics", "HTTPServer", "Lifecycle", "Threading"],
                    swiftSettings: strict),
                .target(name: "PythonServer", swiftSettings: strict),
                .executableTarget(
                    name: "autobahn-client", dependencies: ["WebSocket"], exclude: ["compare.py", "expected.json"],
                    swiftSettings: strict),
                .target(name: "CephGateway", dependencies: ["HTTPClient", "Observability", "S3"], swiftSettings: strict),
                .target(name: "PrivatePostgres", dependencies: ["Observability", "Postgres", "Threading"], swiftSettings: strict),
                .target(
                    name: "PrivateClamd", dependencies: ["Lifecycle", "Observability", "Scanning", "TestSupport"],
                    swiftSettings: strict),
                .target(
                    name: "TestApplication",
                    dependencies: [
                        "Application", "Configuration", "Ledger", "Lifecycle", "ObjectStore", "Observability", "Pipeline",
                        "TestSupport",
                    ], swiftSettings: strict),
            ]),
    ].flatMap { $0 }
)
