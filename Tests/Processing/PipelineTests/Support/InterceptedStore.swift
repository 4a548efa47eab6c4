import Attachments
import FileIO
import ObjectStore

/// The real store, with something that happens around each of its effects.
struct InterceptedStore: ObjectStore {
    enum Call: Sendable { case create, write, publish, open, release, destroy }

    let store: any ObjectStore
    /// Runs before a call and behind it, and may throw.
    let around: @Sendable (Call) throws -> Void

    init(_ store: any ObjectStore, around: @escaping @Sendable (Call) throws -> Void) {
        self.store = store
        self.around = around
    }

    init(_ store: any ObjectStore, _ cut: Cut) {
        self.init(store) { _ in try cut.step() }
    }

    func create(_ id: AttachmentID) throws -> any QuarantineWriter {
        try around(.create)
        let writer = Writer(try store.create(id), around)
        try around(.create)
        return writer
    }

    func open(_ id: AttachmentID, sha256: String) async throws -> OpenFile {
        try around(.open)
        return try await store.open(id, sha256: sha256)
    }

    func openReleased(_ id: AttachmentID, sha256: String) async throws -> OpenFile {
        try await store.openReleased(id, sha256: sha256)
    }

    func release(_ id: AttachmentID) async throws {
        try around(.release)
        try await store.release(id)
        try around(.release)
    }

    func destroy(_ id: AttachmentID) async throws {
        try around(.destroy)
        try await store.destroy(id)
        try around(.destroy)
    }

    func quarantined() async throws -> QuarantinedObjects { try await store.quarantined() }

    func removeUnfinished() async throws -> Int { try await store.removeUnfinished() }

    func check() async throws { try await store.check() }

    private final class Writer: QuarantineWriter {
        private let writer: any QuarantineWriter
        private let around: @Sendable (Call) throws -> Void

        init(_ writer: any QuarantineWriter, _ around: @escaping @Sendable (Call) throws -> Void) {
            self.writer = writer
            self.around = around
        }

        func write(_ bytes: RawSpan) throws {
            try around(.write)
            try writer.write(bytes)
            try around(.write)
        }

        func publish() async throws -> StoredObject {
            try around(.publish)
            let object = try await writer.publish()
            try around(.publish)
            return object
        }

        func discard() { writer.discard() }
    }
}
