internal import Crypto
internal import Dispatch
internal import FileIO
internal import HTTPClient
internal import S3
internal import Synchronization

/// One object's upload in parts: several are under way at once, and whoever brings more waits.
///
/// It owns its tasks: completing awaits them all, abandoning cancels them, and the store removes what they had brought.
final class PartedUpload: Sendable {
    private struct State {
        var parts: [Task<CompletedPart, any Error>] = []
        var failure: (any Error)?
    }

    /// More than a part takes with all of its attempts.
    private static let patience = DispatchTimeInterval.seconds(300)

    private let object: ObjectAddress
    private let store: S3ObjectStore.Parts
    private let start: Task<MultipartID, any Error>
    private let window = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    init(of object: ObjectAddress, _ store: S3ObjectStore.Parts) {
        self.object = object
        self.store = store
        start = Task { [client = store.client] in try await client.createUpload(of: object) }
        for _ in 0..<max(1, store.partsInFlight) { window.signal() }
    }

    /// Sends the next part while the caller goes on. Blocks while as many as allowed are under way: not for the cooperative pool.
    ///
    /// - Throws: what made an earlier part fail.
    func add(_ content: OpenFile, sha256: Digest) throws {
        guard window.wait(timeout: .now() + Self.patience) == .success else {
            throw ObjectStoreError(.failed, "The S3 service took no part of an object for five minutes; look after the service.")
        }
        try state.withLock { state in
            if let failure = state.failure {
                window.signal()
                throw failure
            }
            let number = state.parts.count + 1
            state.parts.append(
                Task { [self] in
                    defer { window.signal() }
                    return try await send(content, sha256, number)
                })
        }
    }

    /// Sends the last part, waits for all, and has the object made; durable when it returns. Leaves nothing when it throws.
    func complete(_ content: OpenFile, sha256: Digest, size: Int64) async throws {
        do {
            let upload = try await start.value
            let parts = state.withLock { $0.parts }
            var completed = [try await store.client.put(.file(content), sha256: sha256, asPart: parts.count + 1, of: upload)]
            for part in parts { completed.append(try await part.value) }
            try await complete(upload, completed, size: size)
        } catch {
            abandon()
            throw error
        }
    }

    /// Cancels what is under way and has the store remove what had arrived; returns without waiting.
    func abandon() {
        let parts = state.withLock { state in
            state.failure = state.failure ?? CancellationError()
            return state.parts
        }
        // Not the start: an upload whose name never came could not be aborted.
        for part in parts { part.cancel() }
        store.cleanup.run { [start, client = store.client] in
            // A part that arrives after the abort would stay.
            for part in parts { _ = await part.result }
            guard let upload = try? await start.value else { return }
            // What stays is for `removeUnfinished()` and the bucket's own rule.
            try? await client.abort(upload)
        }
    }

    private func send(_ content: OpenFile, _ sha256: Digest, _ number: Int) async throws -> CompletedPart {
        do {
            return try await store.client.put(.file(content), sha256: sha256, asPart: number, of: start.value)
        } catch {
            let error = (error as? S3Error).map { ObjectStoreError($0) } ?? error
            state.withLock { $0.failure = $0.failure ?? error }
            throw error
        }
    }

    /// When only the answer was lost, the upload is gone and the object is there: its key is ours alone.
    private func complete(_ upload: MultipartID, _ parts: [CompletedPart], size: Int64) async throws {
        do {
            try await store.client.complete(upload, parts: parts)
        } catch let error as S3Error where error.code == .notFound {
            guard try await store.client.head(object)?.size == size else { throw error }
        }
    }
}
