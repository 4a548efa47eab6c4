/// The 32 bytes that SHA-256 or HMAC-SHA-256 made.
///
/// Two digests are compared in constant time, so that a forger learns nothing from how long a wrong signature took.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// How long every digest is.
    public static let byteCount = 32

    /// Always ``byteCount`` bytes.
    public let bytes: [UInt8]

    /// Takes a digest that came from elsewhere, such as a request's signature; `nil` unless it has ``byteCount`` bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Reads 64 hexadecimal characters of either case; `nil` for anything else.
    public init?(hex: String) {
        guard let bytes = Hexadecimal.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// 64 lower-case hexadecimal characters.
    public var hex: String { Hexadecimal.encode(bytes) }

    /// The same as ``hex``.
    public var description: String { hex }

    /// Compares in constant time.
    public static func == (a: Digest, b: Digest) -> Bool {
        ConstantTime.equal(a.bytes, b.bytes)
    }
}
