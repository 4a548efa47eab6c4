import TestSupport
import Testing

@Suite struct UsageTests {
    @Test(arguments: [["--help"], ["-h"], ["help"]])
    func overviewListsTheCommands(_ arguments: [String]) async throws {
        let ended = try await Run.end(arguments, in: TestFolder.withSignatures())
        #expect(ended.code == 0)
        #expect(ended.errors.isEmpty)
        for command in ["serve", "scan", "token", "simulate", "config", "version"] {
            #expect(ended.output.contains("\n  \(command) "))
        }
    }

    @Test func noCommandIsAMistakeAndShowsTheOverview() async throws {
        let ended = try await Run.end([], in: TestFolder.withSignatures())
        #expect(ended.code == 2)
        #expect(ended.output.isEmpty)
        #expect(ended.errors.contains("Usage: lazaret COMMAND"))
    }

    @Test(arguments: ["serve", "scan", "token", "simulate", "config", "version"])
    func everyCommandExplainsItselfWithAnExample(_ command: String) async throws {
        let folder = try TestFolder.withSignatures()
        let ended = try await Run.end([command, "--help"], in: folder)
        #expect(ended.code == 0)
        #expect(ended.errors.isEmpty)
        #expect(ended.output.contains("Usage: lazaret \(command)"))
        #expect(ended.output.contains("Example: lazaret \(command)"))
        #expect(try await Run.end(["help", command], in: folder).output == ended.output)
    }

    @Test(
        arguments: [
            (["bogus"], "There is no command 'bogus'"), (["help", "bogus"], "There is no command 'bogus'"),
            (["serve", "--bogus"], "Unknown option --bogus"), (["serve", "--config"], "--config needs a value"),
            (["serve", "--config="], "--config needs a value"),
            (["serve", "--config", "--roles", "worker"], "--config needs a value"),
            (["serve", "--config", "a", "--config", "b"], "--config is there twice"),
            (["serve", "--roles="], "--roles needs a value"), (["serve", "--roles", "watchman"], "there is no role 'watchman'"),
            (["serve", "--roles", "watcher"], "set genesys.clientId and genesys.clientSecret"),
            (["serve", "--roles", "gateway,"], "there is no role ''"), (["serve", "extra"], "Unexpected argument 'extra'"),
            (["version", "extra"], "Unexpected argument 'extra'"), (["--version", "extra"], "Unexpected argument 'extra'"),
            (["config", "extra"], "Unexpected argument 'extra'"), (["simulate", "--port", "x"], "'x' is no port"),
            (["simulate", "--socket-port", "x"], "'x' is no port"), (["simulate", "--channel", "x"], "'x' is no address"),
            (["simulate", "--port", "65536"], "'65536' is no port"), (["scan"], "Name at least one file"),
            (["scan", "--", "--help"], "There is no file or folder '--help'"),
        ] as [([String], String)])
    func mistakesGoToStandardErrorWithCode2(_ arguments: [String], _ text: String) async throws {
        let ended = try await Run.end(arguments, in: TestFolder.withSignatures())
        #expect(ended.code == 2)
        #expect(ended.output.isEmpty)
        #expect(ended.errors.contains(text), "\(ended.errors)")
    }

    @Test func versionIsOneLineOrOneObject() async throws {
        let folder = try TestFolder.withSignatures()
        let plain = try await Run.end(["version"], in: folder)
        #expect(plain.output.wholeMatch(of: /lazaret \d+\.\d+\.\d+\n/) != nil)
        let json = try await Run.end(["version", "--json"], in: folder)
        #expect(json.output.wholeMatch(of: /{"version":"\d+\.\d+\.\d+"}\n/) != nil)
        #expect([plain.code, json.code] == [0, 0])
    }
}
