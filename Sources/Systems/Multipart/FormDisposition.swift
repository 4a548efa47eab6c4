/// The `Content-Disposition` of a form's part (RFC 7578 section 4.2).
struct FormDisposition {
    let name: String
    let plainFileName: String?
    let extendedFileName: String?

    init(_ text: String) throws(MultipartError) {
        guard let header = HeaderParameters(text), header.value == "form-data" else { throw MultipartError(.invalidDisposition) }
        guard let name = header["name"] else { throw MultipartError(.missingName) }
        self.name = Self.unescaped(name)
        self.plainFileName = header["filename"].map(Self.unescaped)
        self.extendedFileName = try ExtendedParameter.value(of: "filename", in: header)
    }

    /// Reads back the only three characters that browsers escape (HTML standard, "multipart/form-data encoding algorithm").
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(.percent) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let escaped = byte == .percent ? Self.escapes[String(decoding: rest.prefix(2), as: UTF8.self).uppercased()] : nil
            if escaped != nil { rest = rest.dropFirst(2) }
            bytes.append(escaped ?? byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let escapes: [String: UInt8] = ["22": .quote, "0D": .carriageReturn, "0A": .lineFeed]
}
