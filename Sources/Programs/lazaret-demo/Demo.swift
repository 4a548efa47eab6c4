import Foundation
import Story

/// Plays the whole story on loopback and says, one line a scene, what held.
@main
enum Demo {
    static func main() async throws {
        let folder = URL(fileURLWithPath: ".demo", isDirectory: true)
        try? FileManager.default.removeItem(at: folder)
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "lazaret")
        let demo = try DemoEnvironment(program: program.absoluteURL, folder: folder.absoluteURL)
        let failed = await play(on: demo)
        if CommandLine.arguments.contains("--keep") { await stayUp(demo) }
        await demo.tearDown()
        exit(failed == 0 ? 0 : 1)
    }

    /// Plays every scenario; gives how many did not hold.
    private static func play(on demo: DemoEnvironment) async -> Int {
        guard await tell("clamd, the stand-in platform and lazaret are up", { try await demo.setUp() }) else {
            print("0 passed, 1 failed. The logs are in \(demo.folder.path).")
            return 1
        }
        var passed = 0
        for scenario in Scenario.all where await tell(scenario.title, { try await scenario.play(on: demo) }) { passed += 1 }
        let failed = Scenario.all.count - passed
        if failed > 0 { print("The logs are in \(demo.folder.path).") }
        print("\(passed) passed, \(failed) failed")
        return failed
    }

    /// Plays one scene and prints its line.
    private static func tell(_ title: String, _ scene: () async throws -> Void) async -> Bool {
        let start = ContinuousClock.now
        do {
            try await scene()
            print("✔ \(title) (\(seconds(since: start)))")
            return true
        } catch {
            print("✘ \(title) (\(seconds(since: start)))\n    \(error)")
            return false
        }
    }

    private static func seconds(since start: ContinuousClock.Instant) -> String {
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        return elapsed.formatted(.number.precision(.fractionLength(2))) + " s"
    }

    private static func stayUp(_ demo: DemoEnvironment) async {
        print(await demo.whereToLook)
        await withCheckedContinuation { continuation in
            signal(SIGINT, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: SIGINT)
            source.setEventHandler {
                source.cancel()
                continuation.resume()
            }
            source.resume()
        }
    }
}
