import Attachments
import HTTPSemantics
import HTTPServer
import Pipeline

/// What the head of a message says whose body is a bare file. A signature has to cover each of these fields that is there.
struct SignedFile {
    /// Names the customer.
    static let contactID = "Lazaret-Contact-Id"
    /// Names the conversation.
    static let conversationID = "Lazaret-Conversation-Id"
    /// Names the message; required, since each attempt at sending it has a signature of its own.
    static let messageID = "Lazaret-Message-Id"
    /// The words beside the file.
    static let text = "Lazaret-Text"

    /// All fields that mean something.
    static let fieldNames = [
        contactID, conversationID, messageID, text, "Content-Type", "Content-Disposition", "Content-Encoding", "Content-Range",
    ]

    let sender: SenderIdentity
    let name: FileName
    let claimedType: String?
    let text: String?

    /// - Throws: `UploadError` or `FileNameError` when something is missing, there twice, or cannot be read.
    init(_ request: Request) throws {
        for field in [Self.contactID, Self.messageID] where (request.fields[field] ?? "").isEmpty {
            throw UploadError.missingField(field)
        }
        sender = try SenderIdentity(
            contactID: Self.value(of: Self.contactID, in: request),
            conversationID: Self.value(of: Self.conversationID, in: request),
            messageID: Self.value(of: Self.messageID, in: request))
        let fields = request.fields.values(of: "Content-Disposition")
        guard fields.count == 1, let disposition = ContentDisposition(fields[0]) else { throw UploadError.disposition }
        name = try FileName(chosen: disposition.filename ?? "", plain: disposition.plainFilename)
        claimedType = request.fields["Content-Type"]
        text = try Self.value(of: Self.text, in: request)
    }

    /// Percent-encoded, since fields hold ASCII alone.
    private static func value(of field: String, in request: Request) throws(UploadError) -> String? {
        let values = request.fields.values(of: field)
        guard values.count <= 1 else { throw .repeated(field) }
        guard let value = values.first else { return nil }
        guard let text = PercentEncoding.decode(value) else { throw .unreadable(field) }
        return text
    }
}

extension UploadError {
    static func missingField(_ name: String) -> UploadError {
        UploadError(status: 400, sentence: "The field '\(name)' is missing. Send it, and sign it with the others.")
    }

    static let noRawBodies = UploadError(
        status: 415,
        sentence:
            "This channel takes no bare files. Send JSON or a form, or ask the operator to set channels.<name>.rawBodies.")

    static let unsignedHead = UploadError(
        status: 415,
        sentence:
            "A bare file needs a signature over its head: an HTTP message signature (RFC 9421). Send that, or send JSON or a form.")

    static let signedTwice = UploadError(
        status: 400,
        sentence: "The message is signed in more than one way. Send one signature, best by Standard Webhooks (webhook-signature).")

    static func unsignedQuery(_ name: String) -> UploadError {
        UploadError(
            status: 400,
            sentence: "The query names '\(name)', and no signature covers it. Send it in the body, which is signed.")
    }
}
