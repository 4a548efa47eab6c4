public import Attachments
public import FileIO
internal import FileMagic
public import FileTypes
internal import Threading

/// Finds out what the bytes of a file are. The one way to detection.
public struct TypeDetector: Sendable {
    private let threads: ThreadPool<MagicCookie>

    /// Starts threads for the reading.
    ///
    /// - Parameter threads: how many files are looked at, at once.
    public init(threads: Int) {
        self.threads = ThreadPool(name: "inspector", threads: threads) { try MagicCookie() }
    }

    /// What the bytes bear out; name and claim only propose.
    ///
    /// 64 KiB are read, and more only where a structure leads to it, at most 4 MiB. The descriptor's offset stays where it is.
    /// - Parameters:
    ///   - name: `nil` when the sender gave none.
    ///   - claim: the `Content-Type` as sent.
    /// - Throws: `FileError` when the file cannot be read, `FileMagicError` when libmagic has no database or no answer.
    public func detect(_ file: OpenFile, name: FileName?, claim: String?) async throws -> DetectedType {
        try await threads.run { cookie in
            try FileTypeDetector.detect(file, name: name, claim: TypeClaim(claim)) { head in
                try unsafe cookie.type(of: head.span.bytes)
            }
        }
    }
}

extension OpenFile: ByteSource {}
