import Foundation
import Scanning
import Testing

@testable import Configuration

struct LoadingTests {
    private func load(
        named file: String? = nil, environment: [String: String] = [:], in folder: URL, system: String = "/nonexistent"
    ) throws -> LazaretConfiguration {
        try LazaretConfiguration.load(named: file, environment: environment, workingFolder: folder.path(), systemFolder: system)
    }

    private func write(_ port: Int, to file: URL) throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try "{server: {port: \(port)}}".write(to: file, atomically: false, encoding: .utf8)
    }

    @Test func runsWithoutAnyFile() throws {
        try withFolder { folder in
            let configuration = try load(in: folder)
            #expect(configuration == LazaretConfiguration())
            #expect(configuration.file == nil)
            #expect(configuration.auth.keys.isEmpty)
            #expect(configuration.scanner.clamd.isEmpty)
        }
    }

    @Test func theNearerFileWins() throws {
        try withFolder { folder in
            let system = folder.appending(path: "etc").path()
            try write(1, to: folder.appending(path: "etc/lazaret.json"))
            #expect(try load(in: folder, system: system).server.port == 1)
            try write(2, to: folder.appending(path: "lazaret.json"))
            #expect(try load(in: folder, system: system).server.port == 2)
            try write(3, to: folder.appending(path: "variable.json"))
            let environment = ["LAZARET_CONFIG": "variable.json"]
            #expect(try load(environment: environment, in: folder, system: system).server.port == 3)
            try write(4, to: folder.appending(path: "argument.json"))
            let nearest = try load(named: "argument.json", environment: environment, in: folder, system: system)
            #expect(nearest.server.port == 4)
            #expect(nearest.file == "argument.json")
        }
    }

    @Test(arguments: ["argument", "variable"])
    func aNamedFileMustExist(_ way: String) throws {
        try withFolder { folder in
            let error = try #require(throws: ConfigurationError.self) {
                try load(
                    named: way == "argument" ? "none.json" : nil,
                    environment: way == "variable" ? ["LAZARET_CONFIG": "none.json"] : [:],
                    in: folder)
            }
            #expect(error.code == .missingFile)
            #expect(error.file == "none.json")
            #expect(error.description.hasPrefix("none.json: "))
        }
    }

    @Test func aFolderOrAHugeFileIsNoConfiguration() throws {
        try withFolder { folder in
            #expect(throws: ConfigurationError(code: .unreadableFile, problemText).in("/tmp")) {
                try load(named: "/tmp", in: folder)
            }
            try String(repeating: " ", count: 1 << 20 + 1).write(
                to: folder.appending(path: "huge.json"), atomically: false, encoding: .utf8)
            #expect(throws: ConfigurationError(code: .unreadableFile, problemText).in("huge.json")) {
                try load(named: "huge.json", in: folder)
            }
        }
    }

    private let problemText = "it cannot be read; make it a file of at most 1 MiB that this user may read"

    @Test func readsJSON5() throws {
        let text = """
            // A comment
            { /* another
                 over two lines */
              server: { 'port': 0x1F90, "address": "::1", },  // trailing commas
              scanner: { clamd: ["unix:/a//b",] },
            }
            """
        let configuration = try configuration(text)
        #expect(configuration.server.port == 8080)
        #expect(configuration.server.address == "::1")
        #expect(configuration.scanner.clamd == [ClamdEndpoint("unix:/a//b")])
    }

    @Test(
        arguments: [
            ("{\n  server: {\n    port: 80 80\n  }\n}", 3), ("{\n  server: { port: },\n}", 2),
            ("{\n  data: \"x\"\n  ledger: \"sqlite\"\n}", 3),
            ("{\n  data: \"x,\n  ledger: \"sqlite\"\n}", 2), ("{\n  // c\n  policy: { allow: [\"a/b\" \"c/d\"] }\n}", 3), ("", 1),
            ("{", 1),
            ("{\n}\n}\n", 3), ("{ data: 'a' /* open\n\n}", 3), ("not json", 1), ("{\n  data: \"x\",,\n}", 2),
            ("{\n  links: [\n}\n", 3),
        ] as [(String, Int)])
    func saysWhereTheTextStopsBeingJSON(_ text: String, _ line: Int) throws {
        let error = try #require(throws: ConfigurationError.self) { try configuration(text) }
        #expect(error.code == .malformed)
        #expect(error.description.contains("line \(line);"), "\(error)")
    }

    @Test func aVeryLongTextIsRefusedWithoutSearching() throws {
        let error = try #require(throws: ConfigurationError.self) { try configuration(String(repeating: "[\n", count: 100_000)) }
        #expect(error.description.hasSuffix("it is not valid JSON; look for a missing comma, quote or bracket"))
    }

    @Test func theRootMustBeAnObject() throws {
        #expect(try problems("[1]") == ["expected an object { … }, found a list"])
    }

    @Test func nullIsTheSameAsAbsent() throws {
        #expect(
            try configuration("{server: null, data: null, genesys: {loginURL: null}, channels: null, auth: {keys: null}}")
                == LazaretConfiguration())
    }

    @Test func reportsAllProblemsAtOnceEachByItsPath() throws {
        let text = """
            {
              server: { port: 99999, adress: "127.0.0.1" },
              auth: { keys: [{ name: "web", sha256: "abc", roles: ["upload", "root"] }, 5] },
              policy: { maximumSize: "ten", allow: ["image/png", "png"], onMacro: "ask" },
              channels: { shop: { integrationId: "i" } },
              ledgers: "sqlite",
              links: [],
            }
            """
        let error = try #require(throws: ConfigurationError.self) { try configuration(text) }
        #expect(
            error.problems.map(\.path) == [
                "server.port", "server.adress", "auth.keys[0].sha256", "auth.keys[0].roles[1]", "auth.keys[1]", "links",
                "policy.maximumSize", "policy.allow[1]", "policy.onMacro", "channels.shop.secret", "ledgers",
            ])
        #expect(error.code == .invalid)
        #expect(
            error.description.contains(
                "lazaret.json has 11 problems:\n  server.port: expected a whole number from 0 to 65535, found 99999\n"))
        #expect(error.description.contains("server.adress: unknown key; did you mean address?"))
        #expect(error.description.contains("ledgers: unknown key; did you mean ledger?"))
        #expect(error.description.contains(#"policy.onMacro: expected one of "deliver", "hold", "reject", found "ask""#))
    }

    @Test(arguments: [
        ("{data: \"a\", data: \"b\"}", "data"), ("{server: {port: 1, 'port': 2}}", "server.port"),
        ("{server: {}, /* server: 1 */ \"serv\\u0065r\": {}} // server", "server"),
        (
            "{auth: {keys: [{name: \"{,a:\", roles: [\"upload\"], sha256: \"DIGEST\"}, {name: 'b', name: 'c'}]}}",
            "auth.keys[1].name"
        ),
        ("{notices: {de: {clean: \"a\\\"b: \", clean: 'c'}}}", "notices.de.clean"),
    ])
    func refusesKeysThatAreThereTwiceByTheirPath(_ text: String, _ path: String) throws {
        #expect(try problems(text).contains("\(path): is there twice; keep one of the two"))
    }

    @Test func keysOfOtherObjectsAndWhatOnlyLooksLikeAKeyAreNoDuplicates() throws {
        let text =
            "{server: {address: \"::1\"}, links: {lifetime: \"1h\", /* lifetime: */}, data: \"data: data: //\", channels: {}}"
        #expect(try problems(text).isEmpty)
    }

    @Test func skipsAByteOrderMark() throws { #expect(try configuration("\u{FEFF}{data: \"x\"}").data == "x") }

    @Test func listsTheKnownKeysWhereNoneIsNear() throws {
        #expect(try problems("{links: {colour: 1}}") == ["links.colour: unknown key; known here: lifetime"])
    }
}
