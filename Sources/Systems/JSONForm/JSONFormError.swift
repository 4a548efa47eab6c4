import JSON

/// A body that is no JSON message, or more than is allowed.
public struct JSONFormError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with the body.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Not JSON (RFC 8259), or something behind its end.
        case malformed
        /// The body ended before the message did.
        case truncated
        /// A string is not UTF-8.
        case notUTF8
        /// JSON, but no object.
        case notAnObject
        /// One member is there twice, be it under two names.
        case duplicateMember
        /// A member's value is of another kind than it must be.
        case wrongType
        /// A file's data is not base64.
        case invalidBase64
        /// A file's data begins like a `data:` URL and is none in base64.
        case invalidDataURL
        /// The type in a `data:` URL is not the file's `contentType`.
        case typesDisagree
        /// A file has both data and an address.
        case dataAndURL
        /// A file has neither data nor an address.
        case noData
        /// There is a file in the message itself and a list of files.
        case fileAndList
        case tooDeep
        case tooManyMembers
        case stringTooLong
        case numberTooLong
        case tooLong
    }

    /// What is wrong.
    public let code: Code
    /// The member at which it was noticed, when it is one that means something here.
    public let member: String?
    /// The limit that was passed, if one was.
    public let limit: Int?

    init(_ code: Code, member: String? = nil, limit: Int? = nil) {
        self.code = code
        self.member = member
        self.limit = limit
    }

    /// What failed and what to do.
    public var description: String {
        let place = member.map { " ('\($0)')" } ?? ""
        let bound = limit.map { " (at most \($0))" } ?? ""
        return "The JSON message cannot be read\(place): \(code.reason)\(bound). \(code.remedy)"
    }
}

extension JSONFormError.Code {
    fileprivate var reason: String {
        switch self {
        case .malformed: "it is not well-formed JSON"
        case .truncated: "it ends before it is complete"
        case .notUTF8: "a string is not UTF-8"
        case .notAnObject: "it is no object"
        case .duplicateMember: "a member is there twice"
        case .wrongType: "the value is of another kind than it must be"
        case .invalidBase64: "the data is not base64 with its padding and without line breaks"
        case .invalidDataURL: "the data: URL is not of the form data:TYPE;base64,DATA"
        case .typesDisagree: "the type in the data: URL is another than contentType"
        case .dataAndURL: "a file has both 'data' and 'url'"
        case .noData: "a file has neither 'data' nor 'url'"
        case .fileAndList: "there is a file in the message itself and a list of files"
        case .tooDeep: "it is nested too deeply"
        case .tooManyMembers: "an object has too many members"
        case .stringTooLong: "a string has too many bytes"
        case .numberTooLong: "a number has too many digits"
        case .tooLong: "what is no file's data has too many bytes"
        }
    }

    fileprivate var remedy: String {
        switch self {
        case .truncated: "Send it again, whole."
        case .invalidBase64: "Encode the file with the standard alphabet of RFC 4648 section 4."
        case .typesDisagree: "Send the type once, or the same twice."
        case .dataAndURL, .noData: "Give each file one of the two."
        case .fileAndList: "Put every file into 'attachments'."
        case .tooDeep, .tooManyMembers, .stringTooLong, .numberTooLong, .tooLong: "Send less besides the files."
        default: #"Send {"filename": …, "contentType": …, "data": "<base64>", "contact_id": …}."#
        }
    }
}

extension JSONFormError {
    /// What is wrong with the JSON itself.
    init(_ error: JSONError) {
        self.init(Code(error.code), member: error.name.flatMap { JSONFormMember($0)?.rawValue }, limit: error.limit)
    }
}

extension JSONFormError.Code {
    fileprivate init(_ code: JSONError.Code) {
        switch code {
        case .malformed, .numberTooLarge: self = .malformed
        case .truncated: self = .truncated
        case .notUTF8: self = .notUTF8
        case .duplicateMember: self = .duplicateMember
        case .tooDeep: self = .tooDeep
        case .tooManyMembers: self = .tooManyMembers
        case .nameTooLong: self = .stringTooLong
        case .numberTooLong: self = .numberTooLong
        case .tooLong, .tooManyValues: self = .tooLong
        }
    }
}
