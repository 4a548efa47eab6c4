import Foundation
import Story
import Testing

/// Sets the stage once for a whole suite, and clears it afterwards.
struct StageTrait: SuiteTrait, TestScoping {
    @TaskLocal static var demo: DemoEnvironment?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lazaret-story-\(UUID().uuidString)")
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "lazaret")
        let demo = try DemoEnvironment(program: program, folder: folder)
        do {
            try await demo.setUp()
            try await Self.$demo.withValue(demo) { try await function() }
        } catch {
            await demo.tearDown()
            throw error
        }
        await demo.tearDown()
        try FileManager.default.removeItem(at: folder)
    }
}

extension Trait where Self == StageTrait {
    /// Real clamd, the stand-in platform and the gateway, each a process of its own.
    static var demo: Self { StageTrait() }
}
