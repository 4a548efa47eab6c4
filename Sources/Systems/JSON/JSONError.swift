/// A text that is no JSON, or more than is allowed.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with the text.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Not JSON (RFC 8259), or something behind its end.
        case malformed
        /// The text ended before the value did.
        case truncated
        /// A string is not UTF-8.
        case notUTF8
        /// One member is there twice.
        case duplicateMember
        /// A number that no 64 bits hold.
        case numberTooLarge
        case tooDeep
        case tooManyMembers
        case tooManyValues
        case nameTooLong
        case numberTooLong
        case tooLong
    }

    /// What is wrong.
    public let code: Code
    /// The limit that was passed, if one was.
    public let limit: Int?
    /// The name of a member that is there twice. The sender's word, and so no part of the description.
    public let name: String?
    /// The byte at which it was noticed.
    public let offset: Int?

    init(_ code: Code, limit: Int? = nil, name: String? = nil, offset: Int? = nil) {
        self.code = code
        self.limit = limit
        self.name = name
        self.offset = offset
    }

    /// The same with a place, unless it has one.
    func noticed(at place: Int) -> JSONError { JSONError(code, limit: limit, name: name, offset: offset ?? place) }

    /// What failed, where, and what to do.
    public var description: String {
        let bound = limit.map { " (at most \($0))" } ?? ""
        let place = offset.map { ", at byte \($0)" } ?? ""
        return "The JSON cannot be read: \(code.reason)\(bound)\(place). \(code.remedy)"
    }
}

extension JSONError.Code {
    fileprivate var reason: String {
        switch self {
        case .malformed: "it is not well-formed"
        case .truncated: "it ends before it is complete"
        case .notUTF8: "a string is not UTF-8"
        case .duplicateMember: "a member is there twice"
        case .numberTooLarge: "a number is too large"
        case .tooDeep: "it is nested too deeply"
        case .tooManyMembers: "an object has too many members"
        case .tooManyValues: "it has too many values"
        case .nameTooLong: "a member's name has too many bytes"
        case .numberTooLong: "a number has too many digits"
        case .tooLong: "it has too many bytes besides its strings"
        }
    }

    fileprivate var remedy: String {
        switch self {
        case .truncated: "Send it again, whole."
        case .malformed, .notUTF8: "Correct it there."
        case .duplicateMember: "Send each member once."
        default: "Send less."
        }
    }
}
