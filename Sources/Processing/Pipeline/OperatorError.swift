import Attachments

/// Why an operator's decision is not carried out.
public struct OperatorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of refusal.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// A release needs a reason of one line, up to 500 characters.
        case reasonMissing
        /// The body is not the JSON object that is expected.
        case unreadable
        /// The attachment is in no state for it.
        case notNow
    }

    /// What kind of refusal it is.
    public let code: Code
    /// What is wrong and what to do.
    public let description: String

    /// Nobody said why.
    public static let reasonMissing = OperatorError(
        code: .reasonMissing, description: #"Say why, in one line of up to 500 characters: {"reason": "…"}."#)
    /// The body cannot be read.
    public static let unreadable = OperatorError(
        code: .unreadable, description: #"The body is not understood. Send {"reason": "…"}, or nothing where no reason is needed."#)

    static func notNow(_ what: String, _ state: AttachmentState, isPurged: Bool) -> OperatorError {
        OperatorError(
            code: .notNow,
            description: isPurged
                ? "Its bytes are gone: there is nothing left to \(what)."
                : "What is \(state.rawValue) takes no \(what). See the attachment again and decide anew.")
    }
}
