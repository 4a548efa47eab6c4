/// A body that is no `multipart/form-data`, or more than is allowed.
public struct MultipartError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with the body.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The `Content-Type` is not `multipart/form-data`, or is malformed.
        case notFormData
        /// The `Content-Type` names no boundary, or one that RFC 2046 does not allow.
        case invalidBoundary
        /// The body ended and the boundary was nowhere in it.
        case boundaryNotFound
        /// The body ended before its closing boundary.
        case truncated
        /// The closing boundary came first.
        case noParts
        /// Something other than blanks between a boundary and the end of its line.
        case invalidDelimiterLine
        /// Something behind the closing boundary, on its line.
        case dataAfterClosing
        /// A boundary's or a header's line ends with LF alone.
        case bareLineFeed
        /// A part's header line is no `name: value`, or has a control character in it.
        case invalidHeader
        /// A header that decides how a part is read stands there twice.
        case duplicateHeader
        /// A part's header is not UTF-8.
        case notUTF8
        /// A part's `Content-Disposition` is missing, malformed or not `form-data`.
        case invalidDisposition
        /// A part's `Content-Disposition` has no `name`.
        case missingName
        /// A part's `Content-Transfer-Encoding` is none of those of RFC 2045.
        case transferEncoding
        /// A part's data is not the base64 or quoted-printable that its header announces.
        case invalidEncoding
        /// A part is itself a multipart body.
        case nestedMultipart
        case tooManyParts
        case headersTooLong
        case nameTooLong
        case fileNameTooLong
        case fieldTooLong
        case preambleTooLong
        case epilogueTooLong
    }

    /// What is wrong.
    public let code: Code
    /// The part at which it was noticed, counted from one; zero before the first.
    public internal(set) var part: Int
    /// The limit that was passed, if one was.
    public let limit: Int?

    init(_ code: Code, part: Int = 0, limit: Int? = nil) {
        self.code = code
        self.part = part
        self.limit = limit
    }

    /// What failed and what to do.
    public var description: String {
        let place = part == 0 ? "" : " (part \(part))"
        let bound = limit.map { " (at most \($0))" } ?? ""
        return "The form cannot be read\(place): \(code.reason)\(bound). \(code.remedy)"
    }
}

extension MultipartError.Code {
    fileprivate var reason: String {
        switch self {
        case .notFormData: "its Content-Type is not a well-formed multipart/form-data"
        case .invalidBoundary: "its Content-Type has no boundary of 1 to 70 permitted characters"
        case .boundaryNotFound: "the boundary that its Content-Type names is not in the body"
        case .truncated: "the body ends before its closing boundary"
        case .noParts: "it has no parts"
        case .invalidDelimiterLine: "there is something behind a boundary on its line"
        case .dataAfterClosing: "there is something behind the closing boundary on its line"
        case .bareLineFeed: "a line ends with LF instead of CRLF"
        case .invalidHeader: "a header line is malformed"
        case .duplicateHeader: "a header is there twice"
        case .notUTF8: "a header is not UTF-8"
        case .invalidDisposition: "Content-Disposition is missing or no well-formed form-data"
        case .missingName: "Content-Disposition has no name"
        case .transferEncoding: "its Content-Transfer-Encoding is not 7bit, 8bit, binary, base64 or quoted-printable"
        case .invalidEncoding: "its data is not what its Content-Transfer-Encoding says"
        case .nestedMultipart: "it is a multipart body itself"
        case .tooManyParts: "it has too many parts"
        case .headersTooLong: "its headers have too many bytes"
        case .nameTooLong: "a field's name has too many bytes"
        case .fileNameTooLong: "a file's name has too many bytes"
        case .fieldTooLong: "a field's value has too many bytes"
        case .preambleTooLong: "there are too many bytes before the first boundary"
        case .epilogueTooLong: "there are too many bytes after the closing boundary"
        }
    }

    fileprivate var remedy: String {
        switch self {
        case .truncated: "Send it again, whole."
        case .noParts, .tooManyParts, .headersTooLong, .nameTooLong, .fileNameTooLong, .fieldTooLong:
            "Send fields and files within the limits, at least one."
        case .transferEncoding, .invalidEncoding: "Send the bytes as they are."
        case .nestedMultipart: "Send several files as several parts with the same name."
        default: "Send it as RFC 7578 describes, as browsers do."
        }
    }
}
