import Multipart

/// One part with all of its data.
struct ReadPart: Equatable, CustomStringConvertible {
    let headers: PartHeaders
    var data: [UInt8] = []
    var isComplete = false

    var text: String { String(decoding: data, as: UTF8.self) }
    var description: String { "\(headers.name) \(headers.fileName ?? "-") \(text)" }
}

/// Reads a whole body that arrives in chunks of the given sizes, over and over; at once without any.
func readForm(
    _ body: [UInt8], boundary: String = "B", chunks: [Int] = [], limits: MultipartLimits = MultipartLimits()
) throws -> [ReadPart] {
    let boundary = try MultipartBoundary(contentType: "multipart/form-data; boundary=\"\(boundary)\"")
    var parser = MultipartParser(boundary: boundary, limits: limits)
    var parts: [ReadPart] = []
    var start = 0
    var turn = 0
    while start < body.count {
        let size = chunks.isEmpty ? body.count : chunks[turn % chunks.count]
        let end = min(start + size, body.count)
        try unsafe parser.parse(body.span.bytes.extracting(start..<end)) { event in
            switch event {
            case .partBegan(let headers): parts.append(ReadPart(headers: headers))
            case .partData(let bytes): parts[parts.count - 1].data += Array(bytes)
            case .partEnded: parts[parts.count - 1].isComplete = true
            }
        }
        (start, turn) = (end, turn + 1)
    }
    try parser.finish()
    return parts
}

/// The same for a body written as text, in which `\n` stands for CRLF.
func readForm(_ body: String, chunks: [Int] = [], limits: MultipartLimits = MultipartLimits()) throws -> [ReadPart] {
    try readForm(bytes(body), chunks: chunks, limits: limits)
}

/// The code with which a body is refused; `nil` when it is taken.
func refusal(
    of body: [UInt8], boundary: String = "B", chunks: [Int] = [], limits: MultipartLimits = MultipartLimits()
) throws -> MultipartError.Code? {
    do {
        _ = try readForm(body, boundary: boundary, chunks: chunks, limits: limits)
        return nil
    } catch let error as MultipartError {
        return error.code
    }
}

/// A text's bytes, with CRLF for each `\n`.
func bytes(_ text: String) -> [UInt8] {
    text.utf8.flatMap { $0 == UInt8(ascii: "\n") ? Array("\r\n".utf8) : [$0] }
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Array where Element == UInt8 {
    init(_ span: RawSpan) {
        self = unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
