public import Attachments
import ObjectStore
import Synchronization

/// One file on its way into quarantine. Goes unpublished: leaves nothing behind.
public final class IncomingFile: Sendable {
    /// Its identifier, and its name in the store.
    public let id: AttachmentID
    /// The customer's name for it.
    public let name: FileName
    /// What the sender says it is.
    public let claimedType: String?

    private let maximumSize: Int64
    private let writer: any QuarantineWriter
    private let received = Mutex<Int64>(0)

    init(id: AttachmentID, name: FileName, claimedType: String?, maximumSize: Int64, writer: any QuarantineWriter) {
        self.id = id
        self.name = name
        self.claimedType = claimedType
        self.maximumSize = maximumSize
        self.writer = writer
    }

    /// Bytes so far.
    public var size: Int64 { received.withLock { $0 } }

    /// Takes the next bytes and writes them. Blocks for the write: not for the cooperative pool.
    ///
    /// - Throws: `IntakeError`, after which only `discard` makes sense; bytes over the limit are not written.
    public func receive(_ bytes: RawSpan) throws(IntakeError) {
        let size = received.withLock { size in
            size += Int64(bytes.byteCount)
            return size
        }
        guard size <= maximumSize else { throw IntakeError(tooLargeFor: maximumSize) }
        do {
            try writer.write(bytes)
        } catch {
            throw IntakeError(storing: error)
        }
    }

    /// Forgets the file and removes what was written.
    public func discard() { writer.discard() }

    func publish() async throws -> StoredObject {
        guard size > 0 else { throw IntakeError.empty }
        return try await writer.publish()
    }
}

extension IntakeError {
    static let empty = IntakeError(code: .empty, description: "The file is empty. Send a file that has content.")

    init(tooLargeFor limit: Int64) {
        self.init(
            code: .tooLarge(limit: limit),
            description: "The file is larger than the limit of \(limit) bytes. Send a smaller file, or raise policy.maximumSize.")
    }
}
