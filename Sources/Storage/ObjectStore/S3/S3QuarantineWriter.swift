internal import Crypto
internal import FileIO
internal import HTTPClient
internal import S3
internal import Synchronization

/// Writes one object: by one request when it fits into a part, else part by part while the rest arrives.
final class S3QuarantineWriter: QuarantineWriter {
    private struct Progress: ~Copyable {
        /// What is being filled; `nil` once the object is published or discarded.
        var part: PartSpool?
        /// From the second part on.
        var upload: PartedUpload?
        var hasher = SHA256()
        var size: Int64 = 0
    }

    private let object: ObjectAddress
    private let store: S3ObjectStore.Parts
    private let progress: Mutex<Progress>

    init(_ object: ObjectAddress, _ store: S3ObjectStore.Parts) throws(ObjectStoreError) {
        self.object = object
        self.store = store
        progress = Mutex(Progress(part: try PartSpool(in: store.scratch)))
    }

    deinit { discard() }

    func write(_ bytes: RawSpan) throws {
        do {
            try progress.withLock { progress in
                try fill(&progress, with: bytes)
                progress.hasher.update(bytes)
                progress.size += Int64(bytes.byteCount)
            }
        } catch {
            discard()
            throw error
        }
    }

    func publish() async throws -> StoredObject {
        let (last, upload, stored) = try progress.withLock { progress in
            guard let part = progress.part.take() else { throw ObjectStoreError.finished }
            let stored = StoredObject(size: progress.size, sha256: try progress.hasher.finalize().hex)
            return (try part.finish(), progress.upload.take(), stored)
        }
        // When it fails the object may be there all the same, as only the answer was lost. Nothing is deleted behind the caller's back: it could
        // be what the next attempt has brought.
        try await asking {
            guard let upload else { return try await store.client.put(.file(last.content), sha256: last.sha256, as: object) }
            try await upload.complete(last.content, sha256: last.sha256, size: stored.size)
        }
        return stored
    }

    func discard() {
        let upload = progress.withLock { progress in
            _ = progress.part.take()
            return progress.upload.take()
        }
        upload?.abandon()
    }

    /// A part is sent when there is more to come: the last one never is here.
    private func fill(_ progress: inout Progress, with bytes: RawSpan) throws {
        var rest = bytes
        while !rest.isEmpty {
            guard var part = progress.part.take() else { throw ObjectStoreError.finished }
            if part.size == store.partBytes {
                let upload = progress.upload ?? PartedUpload(of: object, store)
                progress.upload = upload
                let (content, sha256) = try part.finish()
                try upload.add(content, sha256: sha256)
                part = try PartSpool(in: store.scratch)
            }
            let count = min(rest.byteCount, Int(store.partBytes - part.size))
            try part.append(rest.extracting(first: count))
            rest = rest.extracting(droppingFirst: count)
            progress.part = consume part
        }
    }
}
