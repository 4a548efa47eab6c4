import FileIO
import Foundation
import Glibc

@testable import Scanning

/// A folder of one test's own with a signature file that knows the test virus. Its path is short: a unix socket's may have 107 bytes.
final class TestFolder: Sendable {
    let url = URL(filePath: "/tmp/lz-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)

    init() throws {
        try FileManager.default.createDirectory(at: signatures, withIntermediateDirectories: true)
        try addSignature()
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var signatures: URL { url.appending(path: "signatures", directoryHint: .isDirectory) }

    func addSignature() throws {
        let pattern = TestVirus.bytes.map { String(format: "%02x", $0) }.joined()
        try Data("Eicar-Test-Signature:0:*:\(pattern)\n".utf8).write(to: signatures.appending(path: "test.ndb"))
    }

    func configuration(
        timeout: Duration = .seconds(60), maximumFileSize: Int64 = 21_000_000, concurrency: Int = 4
    ) -> ScannerConfiguration {
        ScannerConfiguration(
            timeout: timeout, maximumFileSize: maximumFileSize, concurrency: concurrency, stateFolder: url,
            signatureFolder: signatures)
    }

    func file(_ contents: [UInt8]) throws -> OpenFile {
        let place = url.appending(path: UUID().uuidString)
        try Data(contents).write(to: place)
        let handle = try FileHandle(forReadingFrom: place)
        defer { try? handle.close() }
        return OpenFile(owning: dup(handle.fileDescriptor), size: Int64(contents.count))
    }

    func noise(_ count: Int) throws -> OpenFile {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            let word = generator.next()
            for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return try file(Array(bytes[..<count]))
    }

    var virus: TestVirus { TestVirus(folder: url) }
}

/// Asks again and again until the answer is yes; `false` when it is not within 20 seconds.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while try await !condition() {
        // Behind the condition: a machine that is busy may wake us long after the time is up.
        guard ContinuousClock.now < deadline else { return false }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return true
}
