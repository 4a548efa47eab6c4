import HTTPSemantics

/// Reads an answer's header line by line, as libcurl hands it over. Pure.
struct HeaderParser {
    /// Bytes of all lines together.
    let maximumBytes: Int
    /// The final answer's head, once its empty line has come.
    private(set) var head: ResponseHead?

    private var status: Int?
    private var fields = HTTPFields()
    private var received = 0

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// Takes one line with its line break; interim answers (RFC 9110, section 15.2) and trailers are passed over.
    mutating func take(_ line: some Collection<UInt8>) throws(Problem) {
        received += line.count
        guard received <= maximumBytes else { throw .tooLarge }
        guard head == nil else { return }
        let text = String(decoding: line, as: UTF8.self).prefix { $0 != "\r\n" && $0 != "\n" && $0 != "\r" }
        if text.hasPrefix("HTTP/") {
            try begin(text)
        } else if text.isEmpty {
            try end()
        } else {
            try append(text)
        }
    }

    enum Problem: Error {
        case tooLarge
        case malformed
    }

    private mutating func begin(_ line: Substring) throws(Problem) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[1].utf8.count == 3, let code = Int(words[1]), code >= 100 else { throw .malformed }
        status = code
        fields = HTTPFields()
    }

    private mutating func end() throws(Problem) {
        guard let status else { throw .malformed }
        guard status >= 200 else { return }
        // Two readers could take two bodies for it (RFC 9112, section 6.3): nothing of it is used, and the connection ends.
        guard ContentLength(fields) != .invalid else { throw .malformed }
        head = ResponseHead(status: status, fields: fields)
    }

    /// A folded line starts with a blank and so has no name: refused, as RFC 9112, section 5.2 allows.
    private mutating func append(_ line: Substring) throws(Problem) {
        guard let colon = line.firstIndex(of: ":") else { throw .malformed }
        let name = line[..<colon]
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else { throw .malformed }
        fields.append(String(name), line[line.index(after: colon)...].trimmingBlanks())
    }
}

extension Substring {
    fileprivate func trimmingBlanks() -> String {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
        guard let last = lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(self[...last].drop(while: isBlank))
    }
}
