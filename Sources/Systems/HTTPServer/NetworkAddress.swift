import CMicroHTTPD
import Glibc

/// An IP address without a port. IPv4 is held as IPv6 has it (`::ffff:a.b.c.d`, RFC 4291, section 2.5.5.2).
struct NetworkAddress: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64

    /// Reads an address in numbers: `192.0.2.1` or `2001:db8::1`, without brackets, port or zone. `nil` for all else.
    init?(_ text: some StringProtocol) {
        let text = String(text)
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self.init(ipv4: UInt32(bigEndian: four.s_addr))
        } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
            self.init(six)
        } else {
            return nil
        }
    }

    /// Reads what the system says of a peer; `nil` for other families.
    init?(_ address: UnsafePointer<sockaddr>) {
        switch CInt(unsafe address.pointee.sa_family) {
        case AF_INET:
            let four = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
            self.init(ipv4: UInt32(bigEndian: four.sin_addr.s_addr))
        case AF_INET6:
            self.init(unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr)
        default:
            return nil
        }
    }

    private init(_ six: in6_addr) {
        let (high, low) = unsafe withUnsafeBytes(of: six) { bytes in
            unsafe (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
    }

    private init(ipv4: UInt32) { self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(ipv4)) }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Whether it is held as IPv4.
    var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Whether it is this machine's own: `127.0.0.0/8` or `::1`.
    var isLoopback: Bool { isIPv4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }

    /// What one customer of a provider has: the address in IPv4, the first 64 bits in IPv6 (RFC 6177).
    var site: NetworkAddress { isIPv4 ? self : prefix(64) }

    /// The first so many of the 128 bits, the rest 0.
    func prefix(_ bits: Int) -> NetworkAddress {
        // Shifting by the full width gives 0.
        NetworkAddress(high: high & ~(UInt64.max >> min(bits, 64)), low: low & ~(UInt64.max >> max(bits - 64, 0)))
    }
}

extension NetworkAddress: CustomStringConvertible {
    /// As people write it.
    var description: String {
        if isIPv4 { return (0..<4).map { String(low >> (24 - 8 * $0) & 0xFF) }.joined(separator: ".") }
        var six = in6_addr()
        unsafe withUnsafeMutableBytes(of: &six) { bytes in
            unsafe bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
            unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let capacity = socklen_t(text.count)
        guard unsafe inet_ntop(AF_INET6, &six, &text, capacity) != nil else { return "unknown" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
