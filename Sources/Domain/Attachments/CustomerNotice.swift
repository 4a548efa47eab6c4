/// What a customer is told when a file does not pass, or a request is not taken: which kind of thing is wrong, and nothing of how it was
/// found.
public enum CustomerNotice: String, Sendable, Hashable, CaseIterable {
    /// Malware was found.
    case infected
    /// The type is not allowed, or the name and the content do not agree.
    case typeNotAllowed
    /// The name hides what the file is, or cannot be read.
    case nameNotAllowed
    /// The file is larger than the policy's limit.
    case tooLarge
    /// The message has more files than the policy's limit.
    case tooMany
    /// There is nothing in the file.
    case empty
    /// The file needs a password.
    case encrypted
    /// The file has macros or scripts.
    case activeContent
    /// No engine could judge the file.
    case notChecked
    /// The file could not be had from where it was said to be.
    case notFetched
    /// The request cannot be read, or lacks something.
    case badRequest
    /// The upload token is not known, has run out or is used up.
    case notPermitted
    /// Too much was asked in too short a time.
    case tooBusy
    /// The gateway cannot take the file now.
    case unavailable

    /// The notice for an outcome that refuses a file; `nil` when the file is clean, or an examiner has still to answer.
    public init?(_ outcome: Outcome) {
        switch outcome {
        case .clean, .pending: return nil
        case .infected: self = .infected
        case .mismatch: self = .typeNotAllowed
        case .encrypted: self = .encrypted
        case .active: self = .activeContent
        case .limit, .unscannable, .error: self = .notChecked
        }
    }

    /// The sentence, in English.
    public var sentence: String {
        switch self {
        case .infected: "Your attachment failed our security check."
        case .typeNotAllowed: "Your attachment is of a type that we cannot accept."
        case .nameNotAllowed: "Your attachment has a name that we cannot accept. Please rename it and send it again."
        case .tooLarge: "Your attachment is too large."
        case .tooMany: "Your message has too many attachments. Please send fewer at a time."
        case .empty: "Your attachment is empty."
        case .encrypted: "Your attachment is protected by a password, so we could not check it. Please send it without one."
        case .activeContent: "Your attachment contains macros or scripts, which we cannot accept."
        case .notChecked: "Your attachment could not be checked, so it was not passed on."
        case .notFetched: "Your attachment could not be processed. Please send it again."
        case .badRequest: "Your request could not be read."
        case .notPermitted: "Your permission to send files has run out. Please ask for a new link."
        case .tooBusy: "Your requests come too fast. Please try again in a moment."
        case .unavailable: "Your attachment cannot be taken now. Please try again in a moment."
        }
    }
}
