import Synchronization
import Testing

@testable import Multipart

/// What a body costs, counted: looks at a byte, and pieces handed over (each of them is a write to the disk).
@Suite struct WorstCaseTests {
    static let lines: [(String, String)] = [
        ("plain", "The harbour was quiet this morning. "), ("returns", "\r"), ("line feeds", "\n"), ("line breaks", "\r\n"),
        ("blank lines with hyphens", "\r\n--"), ("all but the last", "\r\n--frontie"), ("all but the first", "\n--frontier"),
        ("delimiters with more behind them", "\r\n--frontierx"), ("nearly closing ones", "\r\n--frontier-x"),
        ("with a return behind them", "\r\n--frontier\rx"), ("the last byte of it", "r"), ("hyphens", "-"),
        ("windows that end like it", "\r2345678901r"), ("the delimiter's inside", "frontier--frontier"),
    ]

    @Test(arguments: lines) func looksAtNoByteMoreThanThreeTimes(_ what: String, line: String) throws {
        for boundary in ["frontier", "r", "rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"] {
            let delimiter = Delimiter(boundary: try MultipartBoundary(contentType: "multipart/form-data; boundary=\(boundary)"))
            let line = line.replacing("frontier", with: boundary)
            let text = CountingText(bytes: Array(String(repeating: line, count: 20_000 / line.utf8.count).utf8))
            let match = delimiter.firstMatch(in: text, from: 0)
            #expect(match.start > text.byteCount - delimiter.count, "\(what)")
            #expect(text.looks <= 3 * text.byteCount, "\(what): \(text.looks) looks at \(text.byteCount) bytes")
        }
    }

    @Test(arguments: lines) func handsOverFewPiecesForAChunk(_ what: String, line: String) throws {
        for boundary in ["frontier", "r"] {
            let data = Array(String(repeating: line.replacing("frontier", with: boundary), count: 40_000 / line.utf8.count).utf8)
            let head = bytes("--\(boundary)\nContent-Disposition: form-data; name=a; filename=b\n\n")
            let body = head + data + bytes("\n--\(boundary)--")
            var parser = MultipartParser(boundary: try MultipartBoundary(contentType: "multipart/form-data; boundary=\(boundary)"))
            var pieces = 0
            var count = 0
            for start in stride(from: 0, to: body.count, by: 4096) {
                let chunk = Array(body[start..<min(start + 4096, body.count)])
                try unsafe parser.parse(chunk.span.bytes) { event in
                    guard case .partData(let data) = event else { return }
                    pieces += 1
                    count += data.byteCount
                }
            }
            try parser.finish()
            #expect(count == data.count, "\(what)")
            // One is the chunk's own; up to three more belong to a match that the end of the chunk before had cut.
            #expect(pieces <= 4 * (body.count / 4096 + 1), "\(what): \(pieces) pieces")
        }
    }
}

/// Bytes that count how often somebody looks at one.
private final class CountingText: ByteText {
    let bytes: [UInt8]
    private let counter = Atomic(0)

    init(bytes: [UInt8]) { self.bytes = bytes }

    var looks: Int { counter.load(ordering: .relaxed) }
    var byteCount: Int { bytes.count }

    subscript(offset: Int) -> UInt8 {
        counter.add(1, ordering: .relaxed)
        return bytes[offset]
    }
}
