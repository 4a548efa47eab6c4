import Foundation
import ObjectStore
import Testing

/// What a process of its own is needed for: its limits and its memory are its own.
@Suite struct StoreResourceTests {
    @Test func saysThatItIsFullAndLeavesNothing() async {
        await #expect(processExitsWith: .success) {
            // No file may grow past this, which a write notices as it would a full disk.
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 100_000, rlim_max: rlim_t.max)
            try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            let folder = try StoreFolder()
            let writer = try folder.local.create(identifier(1))
            try writer.write([UInt8](repeating: 1, count: 60_000))
            let error = #expect(throws: ObjectStoreError.self) { try writer.write([UInt8](repeating: 1, count: 60_000)) }
            #expect(error?.code == .full)
            #expect(try folder.files().isEmpty)
            await #expect(throws: ObjectStoreError.self) { try await writer.publish() }
        }
    }

    @Test func takesNoMoreMemoryForALargeObject() async {
        await #expect(processExitsWith: .success) {
            let folder = try StoreFolder()
            let chunk = [UInt8](repeating: 7, count: 65_536)
            let writer = try folder.local.create(identifier(1))
            try writer.write(chunk)
            let before = peakResidentKilobytes()
            for _ in 1..<3200 { try writer.write(chunk) }
            let object = try await writer.publish()
            #expect(object.size == 3200 * 65_536)
            #expect(peakResidentKilobytes() - before < 8192)
        }
    }
}

private func peakResidentKilobytes() -> Int {
    var usage = rusage()
    _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
}
