public import Attachments
import ObjectStore
import Synchronization

/// One file on its way into quarantine. Goes unpublished: leaves nothing behind.
///
/// Its bytes may come before its name: some forms say what a file is called only behind it.
public final class IncomingFile: Sendable {
    /// Its identifier, and its name in the store.
    public let id: AttachmentID

    private struct State {
        var size: Int64 = 0
        var name: FileName?
        var claimedType: String?
    }

    private let maximumSize: Int64
    private let writer: any QuarantineWriter
    private let state = Mutex(State())

    init(id: AttachmentID, maximumSize: Int64, writer: any QuarantineWriter) {
        self.id = id
        self.maximumSize = maximumSize
        self.writer = writer
    }

    /// The customer's name for it, once it is known; without one it is not accepted.
    public var name: FileName? { state.withLock { $0.name } }
    /// What the sender says it is.
    public var claimedType: String? { state.withLock { $0.claimedType } }

    /// Says what the file is called, and what its sender says it is; the last word counts.
    public func describe(named name: FileName, claimedType: String?) {
        state.withLock { state in
            state.name = name
            state.claimedType = claimedType
        }
    }

    /// Bytes so far.
    public var size: Int64 { state.withLock { $0.size } }

    /// Takes the next bytes and writes them. Blocks for the write: not for the cooperative pool.
    ///
    /// - Throws: `IntakeError`, after which only `discard` makes sense; bytes over the limit are not written.
    public func write(_ bytes: RawSpan) throws(IntakeError) {
        let size = state.withLock { state in
            state.size += Int64(bytes.byteCount)
            return state.size
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

    func publish() async throws -> FileFacts {
        guard let name else { throw IntakeError.unnamed }
        guard size > 0 else { throw IntakeError.empty }
        let stored = try await writer.publish()
        return FileFacts(name: name.description, size: stored.size, sha256: stored.sha256, claimedType: claimedType)
    }
}

extension IntakeError {
    static let empty = IntakeError(code: .empty, description: "The file is empty. Send a file that has content.")

    static let unnamed = IntakeError(code: .unnamed, description: "The file has no name. Send one, such as \"photo.jpg\".")

    init(tooLargeFor limit: Int64) {
        self.init(
            code: .tooLarge(limit: limit),
            description: "The file is larger than the limit of \(limit) bytes. Send a smaller file, or raise policy.maximumSize.")
    }
}
