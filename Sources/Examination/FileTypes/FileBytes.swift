/// A file's bytes for the verifiers: its first 64 KiB at hand, the rest read piece by piece, and not more than 4 MiB of it.
///
/// The bound holds for one file whatever its structure says; what cannot be read any more looks as if it were not there.
final class FileBytes {
    let head: [UInt8]
    let size: Int
    private let source: any ByteSource
    private var allowance = 4 << 20

    static let headBytes = 65536

    init(_ source: any ByteSource) throws {
        self.source = source
        size = Int(source.size)
        head = try source.read(upTo: Self.headBytes, at: 0)
    }

    /// Whether the head is all that there is.
    var isWhole: Bool { size <= head.count }

    /// At most so many bytes from a place; none behind the end, or when the allowance is spent.
    func bytes(at place: Int, upTo count: Int) throws -> [UInt8] {
        guard place >= 0, place < size, count > 0 else { return [] }
        let count = min(count, size - place)
        if place <= head.count - count { return Array(head[place..<place + count]) }
        // A read costs more than its bytes.
        allowance -= count + 512
        return allowance < 0 ? [] : try source.read(upTo: count, at: Int64(place))
    }

    /// Whether these bytes stand at a place of the head.
    func has(_ pattern: [UInt8], at place: Int = 0) -> Bool { head.has(pattern, at: place) }
}
