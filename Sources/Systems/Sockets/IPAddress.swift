import Glibc

/// An IPv4 or IPv6 address, without a port.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// In network order: four bytes or sixteen.
    public let bytes: [UInt8]

    /// Takes four bytes or sixteen; `nil` for any other number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads the one strict notation of each family: four decimal numbers without leading zeros (RFC 6943, section 3.1.1), or RFC 4291,
    /// section 2.2, without brackets and zone.
    public init?(_ text: String) {
        // C sees a text only as far as its first NUL: nothing but these characters gets there.
        guard text.utf8.count <= 45, text.allSatisfy({ $0.isASCII && ($0.isHexDigit || $0 == "." || $0 == ":") }) else {
            return nil
        }
        let isV6 = text.contains(":")
        var bytes = [UInt8](repeating: 0, count: isV6 ? 16 : 4)
        let isRead = unsafe bytes.withUnsafeMutableBytes { unsafe inet_pton(isV6 ? AF_INET6 : AF_INET, text, $0.baseAddress) } == 1
        guard isRead else { return nil }
        self.bytes = bytes
    }

    /// Whether it is an IPv6 address.
    public var isV6: Bool { bytes.count == 16 }

    /// The usual notation, without brackets.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let isWritten = unsafe bytes.withUnsafeBytes { source in
            unsafe inet_ntop(isV6 ? AF_INET6 : AF_INET, source.baseAddress, &text, socklen_t(INET6_ADDRSTRLEN)) != nil
        }
        return isWritten ? String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    }
}
