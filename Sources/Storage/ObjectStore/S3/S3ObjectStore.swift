public import Attachments
internal import Crypto
public import FileIO
public import Foundation
internal import HTTPSemantics
public import Observability
public import S3
internal import Threading

/// A store in two buckets of an S3 service, one for quarantine and one for what is released; an object's key is its identifier.
///
/// Several processes may share it. Bytes on their way lie in files without names on the local disk, so that memory does not grow with them.
public final class S3ObjectStore: ObjectStore {
    /// What an object's writer needs of its store.
    struct Parts: Sendable {
        let client: S3Client
        let scratch: ScratchFolder
        let cleanup: Cleanup
        let partBytes: Int64
        let partsInFlight: Int
    }

    private let configuration: Configuration
    private let client: S3Client
    private let parts: Parts
    private let threads: ThreadPool<Void>
    private let now: @Sendable () -> Date

    /// Opens the store; asks the service for nothing yet. Blocks.
    ///
    /// - Parameter metrics: where the free bytes of the scratch folder are shown.
    /// - Throws: `ObjectStoreError` when the scratch folder cannot be used.
    public init(
        _ configuration: Configuration, client: S3Client, metrics: MetricsRegistry = MetricsRegistry(),
        now: @escaping @Sendable () -> Date
    ) throws(ObjectStoreError) {
        self.configuration = configuration
        self.client = client
        self.now = now
        threads = ThreadPool(name: "store", threads: configuration.threads)
        parts = Parts(
            client: client,
            scratch: try ScratchFolder(path: configuration.scratchFolder) { folder in
                let space = FreeSpace(of: folder, reserve: configuration.reserve)
                space.observe(by: metrics)
                return space
            },
            cleanup: Cleanup(), partBytes: configuration.partBytes, partsInFlight: configuration.partsInFlight)
    }

    /// Starts a new object. Nothing is in the bucket before a part is full or the object published.
    ///
    /// - Throws: `ObjectStoreError`, with `full` when the scratch folder has less than its reserve.
    public func create(_ id: AttachmentID) throws -> any QuarantineWriter {
        try S3QuarantineWriter(quarantined(id), parts)
    }

    /// Fetches an object into a file without a name, wherever it is.
    public func open(_ id: AttachmentID, sha256: String) async throws -> OpenFile {
        do {
            return try await fetch(quarantined(id), sha256)
        } catch let error as ObjectStoreError where error.code == .notFound {
            // In the order in which an object moves: one that leaves quarantine meanwhile is found in safe.
            return try await fetch(safe(id), sha256)
        }
    }

    /// Fetches an object only if it is in the safe bucket.
    public func openReleased(_ id: AttachmentID, sha256: String) async throws -> OpenFile {
        try await fetch(safe(id), sha256)
    }

    /// Has the service copy an object to the safe bucket, and then deletes it in quarantine; done already is done.
    public func release(_ id: AttachmentID) async throws {
        try await asking {
            do {
                try await client.copy(quarantined(id), to: safe(id))
            } catch let error as S3Error where error.code == .notFound {
                guard try await client.head(safe(id)) != nil else { throw error }
            }
        }
        try await delete(quarantined(id))
    }

    /// Deletes an object in both buckets; gone already is gone.
    ///
    /// - Throws: `ObjectStoreError` with `unusable` when a bucket keeps old versions, as the bytes are then still there.
    public func destroy(_ id: AttachmentID) async throws {
        for object in [quarantined(id), safe(id)] { try await delete(object) }
    }

    /// The objects in quarantine that are old enough for their writers to be done with them.
    public func quarantined() async throws -> QuarantinedObjects {
        let pages = PageWalk { [client, bucket = configuration.quarantineBucket] token in
            try await asking { try await client.objects(in: bucket, after: token) }
        }
        let horizon = now() - configuration.abandonedAfter / .seconds(1)
        return QuarantinedObjects {
            try await pages.next()?.compactMap { $0.modified <= horizon ? AttachmentID($0.key) : nil }
        }
    }

    /// Aborts uploads that are so old that nobody can still be at them.
    public func removeUnfinished() async throws -> Int {
        await parts.cleanup.settle()
        let pages = PageWalk { [client, bucket = configuration.quarantineBucket] marker in
            try await asking { try await client.uploads(in: bucket, after: marker) }
        }
        let horizon = now() - configuration.abandonedAfter / .seconds(1)
        var removed = 0
        while let page = try await pages.next() {
            for upload in page where upload.initiated <= horizon {
                try await asking { try await client.abort(upload.id) }
                removed += 1
            }
        }
        return removed
    }

    /// Asks for both buckets, and looks after the scratch folder's room.
    public func check() async throws {
        try await threads.run { [parts] in _ = try parts.scratch.file() }
        for bucket in [configuration.quarantineBucket, configuration.safeBucket] {
            try await asking { try await client.check(bucket: bucket) }
        }
    }

    private func fetch(_ object: ObjectAddress, _ sha256: String) async throws -> OpenFile {
        let fetched = try await threads.run { [parts] in try FetchedFile(in: parts.scratch) }
        let head = try await asking {
            try await client.get(object) { [threads] piece in try await threads.run { try fetched.append(piece) } }
        }
        return try await threads.run { try fetched.finish(size: head.size, sha256: sha256) }
    }

    private func delete(_ object: ObjectAddress) async throws {
        guard try await asking({ try await client.delete(object) }) else { return }
        throw ObjectStoreError(
            .unusable, "Bucket \(object.bucket) keeps what is deleted as old versions. Turn off its versioning, and delete those.")
    }

    private func quarantined(_ id: AttachmentID) -> ObjectAddress {
        ObjectAddress(bucket: configuration.quarantineBucket, key: id.description)
    }

    private func safe(_ id: AttachmentID) -> ObjectAddress {
        ObjectAddress(bucket: configuration.safeBucket, key: id.description)
    }
}

extension S3ObjectStore: PresigningStore {
    /// Makes a link to an object in the safe bucket, at most seven days long. What the answer calls the file is signed with it.
    public func link(to id: AttachmentID, name: String, mediaType: String, lifetime: Duration) throws -> URL {
        do {
            return try client.presignedURL(
                of: safe(id), lifetime: lifetime, mediaType: mediaType, disposition: ContentDisposition.attachment(filename: name))
        } catch let error as S3Error {
            throw ObjectStoreError(error)
        }
    }
}
