import Attachments
import Foundation
import Ledger

/// A message of the outbox that cannot be sent, ever.
struct ImpossibleParcel: Error {
    let reason: String
    /// What the platform is told, where it waits to hear.
    var fate: MessageFate = .failed(code: "GeneralError", reason: "The message could not be passed on.")
}

extension OutboxMessage {
    /// The payload of a forward for which the platform expects a receipt.
    static let expectsReceipt = "receipt"

    /// What has to be told of a forward's end.
    func receipt(_ fate: MessageFate) -> [NewMessage] {
        guard kind == .forward, payload == Self.expectsReceipt else { return [] }
        return [NewMessage(kind: .receipt, idempotencyKey: "\(idempotencyKey)-receipt", payload: fate.stored)]
    }
}

extension OutboxMessage {
    /// A file that was taken back must not go, nor a sign that it is being looked at when it is no more.
    var isStillWanted: Bool {
        switch kind {
        case .file: attachment?.state == .released
        case .note: attachment?.isAvailable == true
        case .placeholder: attachment?.state.isSettled == false
        default: true
        }
    }
}

extension OutboxMessage {
    /// What the audit log says of files that it went past.
    var overtaking: String {
        guard !overtakes.isEmpty else { return "" }
        return "; ahead of \(overtakes.map(\.description).joined(separator: ", ")), still being judged or held"
    }
}

extension Parcel {
    /// The link by which the platform has got a file.
    var sentLink: String? {
        guard case .file(_, let link) = contents else { return nil }
        return link.absoluteString
    }

    /// What it carries links to.
    var linked: [AttachmentID] {
        switch contents {
        case .file(let attachment, _), .note(let attachment, _): [attachment.id]
        case .handover(let attachment, _, _, let link): link == nil ? [] : [attachment.id]
        case .forward(_, let files): files.filter { $0.link != nil }.map(\.attachment.id)
        default: []
        }
    }

    /// What the platform is told once the other side has taken it.
    var fate: MessageFate {
        guard case .forward(_, let files) = contents else { return .delivered }
        return MessageFate(of: files)
    }
}

extension MessageFate {
    /// A message is delivered when all of it is: the agent is told which kind of file did not reach the customer.
    init(of files: [ForwardedFile]) {
        guard let stopped = files.first(where: { $0.link == nil })?.attachment else {
            self = .delivered
            return
        }
        self = .failed(code: stopped.reasonCode, reason: "An attachment did not reach the customer: \(stopped.stopReason)")
    }

    init(stored: String?) throws { self = try JSONDecoder().decode(MessageFate.self, from: Data((stored ?? "").utf8)) }

    var stored: String? {
        // Strings alone; there is nothing that the encoder would refuse.
        (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension Attachment {
    /// Why it was stopped, as one of Open Messaging's reason codes.
    fileprivate var reasonCode: String {
        switch verdict.outcome {
        case .mismatch: "MediaTypeNotAllowed"
        case .limit: "InvalidMediaContentLength"
        case .infected, .encrypted, .active, .unscannable: "MessageNotAllowed"
        case .pending, .clean, .error: "GeneralError"
        }
    }

    fileprivate var stopReason: String {
        CustomerNotice(verdict.outcome)?.stopReason ?? "it could not be fetched or checked."
    }
}

extension CustomerNotice {
    /// The same for the agent who sent the file.
    fileprivate var stopReason: String {
        switch self {
        case .infected: "malware was found in it."
        case .typeNotAllowed, .nameNotAllowed: "its type or name is not allowed."
        case .tooLarge: "it is too large."
        case .tooMany: "the message has too many."
        case .empty: "it is empty."
        case .encrypted: "it needs a password and could not be checked."
        case .activeContent: "it contains macros or scripts."
        case .notChecked, .notFetched: "it could not be fetched or checked."
        }
    }
}
