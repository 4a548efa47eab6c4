import JSON

/// Takes a message as JSON apart as it arrives: bytes in, events out, no I/O.
///
/// Two shapes are one to it: `{"filename", "contentType", "data", "contact_id", …}` with one file in the message itself, and
/// `{"text", "contact_id", …, "attachments": [{"filename", "contentType", "data"}, …]}` with a list of them. Members come in any order;
/// those that nobody knows are passed over.
///
/// However the body is cut into chunks, the events are the same, but for where a file's data is divided: into few pieces for a chunk.
/// Base64 is decoded a bounded piece at a time. Once anything has thrown, the parser throws the same error again.
public struct JSONFormParser: Sendable {
    /// What was found; data is lent for the time of the call.
    public enum Event: ~Escapable {
        /// A file's data begins; what the file is called may come only behind it.
        case fileBegan
        /// The next bytes of the file, decoded; never none.
        case fileData(RawSpan)
        /// The file is complete, and all that is said of it is known.
        case fileEnded(FileDescription)
        /// A file that is to be fetched, in its place among the others. The address is the sender's word: anything at all.
        case remoteFile(url: String, FileDescription)
    }

    private var tokenizer: JSONTokenizer
    private var form: JSONFormReader
    private var failure: (any Error)?

    /// Begins a body.
    public init(limits: JSONFormLimits = JSONFormLimits()) {
        tokenizer = JSONTokenizer(limits: JSONLimits(limits))
        form = JSONFormReader(limits: limits)
    }

    /// Takes the next bytes of the body.
    ///
    /// - Throws: `JSONFormError` when the body is no such message or passes a limit, and whatever `handle` throws.
    public mutating func parse(_ bytes: RawSpan, _ handle: (borrowing Event) throws -> Void) throws {
        if let failure { throw failure }
        do {
            try Self.parse(bytes, &tokenizer, &form, handle)
        } catch {
            let own = Self.own(error)
            failure = own
            throw own
        }
    }

    /// Says that the body has ended.
    ///
    /// - Returns: what the message says besides its files.
    /// - Throws: `JSONFormError` unless the message was complete.
    public func finish() throws -> JSONMessage {
        if let failure { throw failure }
        guard tokenizer.isAtEnd else { throw JSONFormError(.truncated) }
        return form.message
    }

    /// What is wrong with the JSON itself, as a refusal of the message.
    private static func own(_ error: any Error) -> any Error {
        if let error = error as? JSONError { JSONFormError(error) } else { error }
    }

    private static func parse(
        _ bytes: RawSpan, _ tokenizer: inout JSONTokenizer, _ form: inout JSONFormReader,
        _ handle: (borrowing Event) throws -> Void
    ) throws {
        try tokenizer.parse(bytes) { token in try form.take(token, handle) }
        try form.flush(handle)
    }
}
