import Application
import Cards
import Foundation
import Glibc

/// A picture of a page, made by a headless Chromium that can reach nothing.
struct CardPicture: Sendable {
    private static let patienceSeconds = 60

    let preview: CardPreview

    /// Writes the picture as PNG.
    ///
    /// - Throws: `CommandError` when there is no Chromium, or when it makes no picture.
    func write(to path: String) async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let file = scratch.url.appending(path: "preview.html")
        let picture = scratch.url.appending(path: "preview.png")
        try Data(preview.html.utf8).write(to: file)
        try await Self.run([
            "--window-size=\(preview.width),\(preview.height)", "--screenshot=\(picture.path)",
            "--user-data-dir=\(scratch.url.path)/profile", file.absoluteString,
        ])
        guard let bytes = try? Data(contentsOf: picture) else {
            throw CommandError.unavailable(
                "chromium made no picture. Install it (apt-get install chromium), or use the page without --png.")
        }
        do { try bytes.write(to: URL(fileURLWithPath: path)) } catch {
            throw CommandError.usage("\(path) cannot be written. Check the path.")
        }
    }

    private static func run(_ arguments: [String]) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["timeout", "\(patienceSeconds)", "chromium"]
            + (geteuid() == 0 ? ["--no-sandbox"] : [])  // Chromium's sandbox refuses root; the page has no script.
            + [
                "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND",
            ] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}
