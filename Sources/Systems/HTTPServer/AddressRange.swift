/// The addresses that begin with the same bits.
public struct AddressRange: Sendable, Hashable {
    private let prefix: NetworkAddress
    private let bits: Int

    /// Reads an address alone, or with the number of its bits that count: `10.0.0.0/8`, `fd00::/8` (RFC 4632, section 3.1).
    ///
    /// `nil` for all else. Bits behind those that count are not looked at.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NetworkAddress(parts[0]) else { return nil }
        let width = address.isIPv4 ? 32 : 128
        guard parts.count == 2 else {
            (prefix, bits) = (address, 128)
            return
        }
        guard let count = UInt8(parts[1]).map(Int.init), count <= width, parts[1].utf8.allSatisfy({ 48...57 ~= $0 }) else {
            return nil
        }
        bits = 128 - width + count
        prefix = address.prefix(bits)
    }

    func contains(_ address: NetworkAddress) -> Bool { address.prefix(bits) == prefix }
}
