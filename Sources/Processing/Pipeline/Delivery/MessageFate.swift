import Attachments

/// What became of an agent's message; the words are Open Messaging's own.
public struct MessageFate: Sendable, Hashable, Codable, OutboxPayload {
    /// How it ended.
    public var status: Status
    /// Why it failed, or a part of it; a reason code of the platform's.
    public var code: String?
    /// The same for people.
    public var reason: String?

    /// How it ended.
    public enum Status: String, Sendable, Hashable, Codable {
        case delivered = "Delivered"
        case failed = "Failed"
    }

    /// The channel has taken it, whole.
    public static let delivered = MessageFate(status: .delivered)

    /// It, or a part of it, did not reach the customer.
    public static func failed(code: String, reason: String) -> MessageFate {
        MessageFate(status: .failed, code: code, reason: reason)
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
        case .notChecked, .notFetched, .badRequest, .notPermitted, .tooBusy, .unavailable: "it could not be fetched or checked."
        }
    }
}
