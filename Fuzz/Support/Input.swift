/// What libFuzzer hands over, copied.
func input(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
}

/// Three ways to cut a body: whole, byte by byte, and in pieces whose sizes depend on its own bytes.
func cuts(of body: [UInt8]) -> [[Int]] {
    let sizes = body.prefix(4).map { Int($0 % 31) + 1 }
    return [[max(1, body.count)], [1], sizes.isEmpty ? [1] : sizes]
}

/// Lends a body piece by piece.
func feed(_ body: [UInt8], in sizes: [Int], _ take: (RawSpan) throws -> Void) rethrows {
    var start = 0
    var turn = 0
    while start < body.count {
        let end = min(start + sizes[turn % sizes.count], body.count)
        try unsafe take(body.span.bytes.extracting(start..<end))
        (start, turn) = (end, turn + 1)
    }
}

extension Array where Element == UInt8 {
    init(_ span: RawSpan) {
        self = unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
