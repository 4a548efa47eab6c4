import Testing

/// The rules themselves, on a small package that breaks them.
struct RulesTests {
    private let architecture: Architecture

    init() throws {
        architecture = try Architecture(
            package: """
                targets: [
                    floor(
                        "Low",
                        [
                            systemLibrary("CTwo", pkgConfig: "two", apt: "libtwo-dev"),
                            .target(name: "COne"),
                            module("Ground"),
                            module("Wrapper", ["COne", "Ground"]),
                        ]),
                    floor(
                        "High",
                        [
                            module(
                                "Domain", ["Ground"], resources: [.embedInCode("Migrations")]),
                            module("Edge", ["Domain", "Late"]),
                            module("Late"),
                            program("lazaret", ["Edge"]),
                        ]),

                    // Tests
                    tests("Ground", ["Ground"]),
                ]
                """)
    }

    @Test func readsTheTargetsInTheirOrder() {
        #expect(architecture.layers.map(\.name) == ["CTwo", "COne", "Ground", "Wrapper", "Domain", "Edge", "Late", "lazaret"])
        #expect(architecture.layers.map(\.dependencies.count) == [0, 0, 0, 2, 1, 2, 0, 1])
        #expect(architecture.layers.filter(\.isCLibrary).count == 2)
        #expect(architecture.layers.map(\.floor) == Array(repeating: "Low", count: 4) + Array(repeating: "High", count: 4))
    }

    @Test(
        arguments: [
            ("Ground", "Domain"), ("Foundation", "Ground"), ("COne", "Wrapper"), ("Glibc", "Wrapper"), ("Glibc", "lazaret"),
            ("Synchronization", "Edge"), ("Edge", "lazaret"),
        ])
    func allows(_ imported: String, in module: String) {
        #expect(architecture.objection(to: imported, in: module) == nil)
    }

    @Test(
        arguments: [
            ("Domain", "Ground", "stands below"), ("Ground", "Ground", "stands below"), ("Late", "Edge", "stands below"),
            ("lazaret", "Edge", "stands below"), ("Ground", "Edge", "declare it in Package.swift"),
            ("COne", "Domain", "use its Swift wrapper"), ("Glibc", "Domain", "only wrappers"), ("Logging", "Edge", "neither"),
            ("Ground", "Stray", "not a target"),
        ])
    func objects(to imported: String, in module: String, because reason: String) throws {
        let objection = try #require(architecture.objection(to: imported, in: module))
        #expect(objection.contains(reason))
    }

    @Test func objectsToADisorderedList() {
        #expect(architecture.objections.count == 2)
        #expect(architecture.objections.contains { $0.hasPrefix("CTwo must have exactly one Swift wrapper") })
        #expect(architecture.objections.contains { $0.hasPrefix("Edge depends on Late") })
    }

    @Test func findsEveryKindOfImport() {
        let file = SourceFile(
            path: "High/Edge/Inner/File.swift",
            text: """
                import A
                public import B
                @preconcurrency internal import C
                @_spi(X) import struct D.E
                // import F
                let text = "import G"
                """)
        #expect(file.module == "Edge")
        #expect(file.imports.map(\.module) == ["A", "B", "C", "D"])
        #expect(file.imports.map(\.line) == [1, 2, 3, 4])
    }

    @Test func findsCodeButNotComments() {
        let file = SourceFile(path: "Edge/File.swift", text: "// try! is bad\nlet a = try! b()\nlet c = 1  // no try! here")
        #expect(file.lines(with: "try!") == [2])
    }
}
