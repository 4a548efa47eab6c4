/// Bytes that can be read from any place.
public protocol ByteSource {
    /// How many there are.
    var size: Int64 { get }

    /// Reads at most so many bytes from a place; fewer only at the end.
    func read(upTo count: Int, at offset: Int64) throws -> [UInt8]
}

/// Bytes in memory, to be looked at as if they were a file's.
public struct BytesInMemory: ByteSource {
    private let bytes: [UInt8]

    /// Takes the bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many there are.
    public var size: Int64 { Int64(bytes.count) }

    /// The bytes from a place on, at most so many.
    public func read(upTo count: Int, at offset: Int64) -> [UInt8] {
        guard offset >= 0, offset < size else { return [] }
        return Array(bytes[Int(offset)...].prefix(max(0, count)))
    }
}
