public import Sockets

/// A block of addresses in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3).
public struct AddressBlock: Sendable, Hashable, CustomStringConvertible {
    private let first: IPAddress
    private let prefix: Int

    /// Reads `10.0.0.0/8`, `fd00::/8`, or a single address; `nil` for anything else, and where bits behind the prefix are set, for then one
    /// of the two is a slip.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(parts[0])) else { return nil }
        let width = address.bytes.count * 8
        guard let prefix = parts.count == 1 ? width : Self.number(parts[1]), prefix <= width else { return nil }
        self.first = address
        self.prefix = prefix
        guard Self.masked(address.bytes, prefix) == address.bytes else { return nil }
    }

    /// Whether an address of the same family lies in the block.
    public func contains(_ address: IPAddress) -> Bool {
        address.isV6 == first.isV6 && Self.masked(address.bytes, prefix) == first.bytes
    }

    /// The notation that `init` reads.
    public var description: String { "\(first)/\(prefix)" }

    private static func masked(_ bytes: [UInt8], _ prefix: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(max(prefix - index * 8, 0), 8)
            return byte & ~UInt8(truncatingIfNeeded: 0xff >> kept)
        }
    }

    private static func number(_ text: Substring) -> Int? {
        (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { 48...57 ~= $0 } ? Int(text) : nil
    }
}
