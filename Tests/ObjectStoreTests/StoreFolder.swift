import Attachments
import FileIO
import Foundation
import ObjectStore

/// A store in a folder of its own, removed with everything in it when the test ends.
final class StoreFolder: Sendable {
    let path: String
    let store: LocalObjectStore

    init() throws {
        path = NSTemporaryDirectory() + "lazaret-" + UUID().uuidString
        store = try LocalObjectStore(path: path)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("\(path) stays: \(error)") }
    }

    /// Every file in the store, by its path in it.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            ["quarantine", "quarantine/incoming", "safe"].contains(name) == false
        }.sorted()
    }

    func put(_ bytes: [UInt8], as id: AttachmentID) async throws -> StoredObject {
        let writer = try store.create(id)
        try writer.write(bytes)
        return try await writer.publish()
    }

    func quarantined() async throws -> [AttachmentID] {
        try await store.quarantined().reduce(into: []) { $0 += $1 }.sorted()
    }
}

extension QuarantineWriter {
    func write(_ bytes: [UInt8]) throws { try unsafe write(bytes.span.bytes) }
}

extension OpenFile {
    func contents() throws -> [UInt8] { try read(upTo: Int(size), at: 0) }
}

func identifier(_ number: UInt64) -> AttachmentID { AttachmentID(milliseconds: number, chance: 0) }
