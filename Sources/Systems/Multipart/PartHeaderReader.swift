import HTTPSemantics

/// Gathers the header lines of one part, up to the blank line, and reads them.
///
/// Stricter than mail: a line ends with CRLF and nothing else, names are tokens directly before their colon, and values are UTF-8
/// without control characters. Folded lines are joined by one blank (RFC 5322 section 2.2.3).
struct PartHeaderReader: Sendable {
    private var block: [UInt8] = []
    private var lineStart = 0

    /// Forgets the last part's.
    mutating func reset() {
        block.removeAll(keepingCapacity: true)
        lineStart = 0
    }

    /// Takes bytes up to the blank line.
    ///
    /// - Returns: whether the blank line was there.
    mutating func take(_ bytes: RawSpan, _ position: inout Int, limit: Int) throws(MultipartError) -> Bool {
        while position < bytes.byteCount {
            guard block.count < limit else { throw MultipartError(.headersTooLong, limit: limit) }
            let byte = bytes[position]
            block.append(byte)
            position += 1
            guard byte == .lineFeed else { continue }
            guard block.count - lineStart >= 2, block[block.count - 2] == .carriageReturn else {
                throw MultipartError(.bareLineFeed)
            }
            if block.count - lineStart == 2 { return true }
            lineStart = block.count
        }
        return false
    }

    /// Reads the lines that were taken.
    func fields() throws(MultipartError) -> HTTPFields {
        var fields = HTTPFields()
        for line in try unfoldedLines() {
            guard let colon = line.firstIndex(of: .colon), colon > 0, line[..<colon].allSatisfy(\.isToken) else {
                throw MultipartError(.invalidHeader)
            }
            let value = line[(colon + 1)...].trimmed
            guard !value.contains(where: \.isControl) else { throw MultipartError(.invalidHeader) }
            guard let text = String(validating: value, as: UTF8.self) else { throw MultipartError(.notUTF8) }
            fields.append(String(decoding: line[..<colon], as: UTF8.self), text)
        }
        return fields
    }

    private func unfoldedLines() throws(MultipartError) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        // Every line ends with CRLF, so what is split off at the line feeds still ends with its return.
        for piece in block.split(separator: .lineFeed).map({ $0.dropLast() }) where !piece.isEmpty {
            guard piece.first?.isBlank == true else {
                lines.append(Array(piece))
                continue
            }
            guard let last = lines.indices.last else { throw MultipartError(.invalidHeader) }
            lines[last] += [.space] + piece.trimmed
        }
        return lines
    }
}
