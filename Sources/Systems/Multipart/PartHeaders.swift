public import HTTPSemantics

/// What a part says of itself. All of it is the sender's word: names to be cleaned, types to be checked.
public struct PartHeaders: Sendable, Hashable {
    /// The field's name.
    public let name: String
    /// The `filename` as given, with browsers' `%22`, `%0D` and `%0A` read back; may be empty or a whole path.
    public let plainFileName: String?
    /// The `filename*`, decoded (RFC 8187), also when it came in pieces (RFC 2231 section 3).
    public let extendedFileName: String?
    /// Every header line of the part.
    public let fields: HTTPFields

    /// How the data is written.
    let transferEncoding: TransferEncoding

    /// The name that counts: the extended one when both are given. `nil` for a field; empty when the form held no file.
    public var fileName: String? { extendedFileName ?? plainFileName }

    /// Whether the part is a file and not a field.
    public var isFile: Bool { fileName != nil }

    /// The type that the sender claims.
    public var contentType: String? { fields["Content-Type"] }

    init(_ fields: HTTPFields, limits: MultipartLimits) throws(MultipartError) {
        for name in ["Content-Disposition", "Content-Type", "Content-Transfer-Encoding"] where fields.values(of: name).count > 1 {
            throw MultipartError(.duplicateHeader)
        }
        let disposition = try FormDisposition(fields["Content-Disposition"] ?? "")
        self.name = disposition.name
        self.plainFileName = disposition.plainFileName
        self.extendedFileName = disposition.extendedFileName
        self.fields = fields
        guard let encoding = TransferEncoding(rawValue: fields["Content-Transfer-Encoding"]?.lowercased() ?? "binary") else {
            throw MultipartError(.transferEncoding)
        }
        self.transferEncoding = encoding
        try check(limits)
    }

    private func check(_ limits: MultipartLimits) throws(MultipartError) {
        guard name.utf8.count <= limits.nameBytes else { throw MultipartError(.nameTooLong, limit: limits.nameBytes) }
        let longest = max(plainFileName?.utf8.count ?? 0, extendedFileName?.utf8.count ?? 0)
        guard longest <= limits.fileNameBytes else { throw MultipartError(.fileNameTooLong, limit: limits.fileNameBytes) }
        // A file may well be of a multipart type (a saved web page is); a field of one is the old way of sending several files.
        guard isFile || contentType?.lowercased().hasPrefix("multipart/") != true else { throw MultipartError(.nestedMultipart) }
    }
}
