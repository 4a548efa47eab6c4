import Sockets

/// The addresses that nobody outside can be meant to name.
///
/// Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), the IPv4 multicast registry (RFC 5771), the IPv6
/// address space registry (RFC 4291: only `2000::/3` is handed out for global unicast), and the documents named with each block. Blocks
/// that the registries call globally reachable but that lead through a translator or a relay are refused as well, because what they
/// lead to is another address.
enum SpecialAddresses {
    /// Why an address is not public; `nil` when it is.
    static func objection(to address: IPAddress) -> String? {
        if let special = table.first(where: { $0.block.contains(address) }) { return special.reason }
        if let globalUnicast, address.isV6, !globalUnicast.contains(address) { return "not global unicast (RFC 4291)" }
        return nil
    }

    private static let globalUnicast = AddressBlock("2000::/3")

    private static let table: [(block: AddressBlock, reason: String)] = notations.compactMap { notation, reason in
        AddressBlock(notation).map { ($0, reason) }
    }

    /// Every notation must be readable; a test counts.
    static var isComplete: Bool { table.count == notations.count && globalUnicast != nil }

    private static let notations: [(String, String)] = [
        ("0.0.0.0/8", "this network (RFC 791)"),
        ("10.0.0.0/8", "private (RFC 1918)"),
        ("100.64.0.0/10", "shared by carriers (RFC 6598)"),
        ("127.0.0.0/8", "loopback (RFC 1122)"),
        ("168.63.129.16/32", "Azure's platform service"),
        ("169.254.0.0/16", "link-local, metadata services among it (RFC 3927)"),
        ("172.16.0.0/12", "private (RFC 1918)"),
        ("192.0.0.0/24", "protocol assignments (RFC 6890)"),
        ("192.0.2.0/24", "documentation (RFC 5737)"),
        ("192.31.196.0/24", "AS112 (RFC 7535)"),
        ("192.52.193.0/24", "multicast tunnels (RFC 7450)"),
        ("192.88.99.0/24", "6to4 relays (RFC 7526)"),
        ("192.168.0.0/16", "private (RFC 1918)"),
        ("192.175.48.0/24", "AS112 (RFC 7534)"),
        ("198.18.0.0/15", "benchmarks (RFC 2544)"),
        ("198.51.100.0/24", "documentation (RFC 5737)"),
        ("203.0.113.0/24", "documentation (RFC 5737)"),
        ("224.0.0.0/4", "multicast (RFC 5771)"),
        ("240.0.0.0/4", "reserved, broadcast (RFC 1112, RFC 919)"),
        ("::/128", "unspecified (RFC 4291)"),
        ("::1/128", "loopback (RFC 4291)"),
        ("::ffff:0:0/96", "IPv4-mapped (RFC 4291)"),
        ("::/96", "IPv4-compatible (RFC 4291)"),
        ("::ffff:0:0:0/96", "IPv4-translated (RFC 2765)"),
        ("64:ff9b::/96", "NAT64 (RFC 6052)"),
        ("64:ff9b:1::/48", "NAT64 (RFC 8215)"),
        ("100::/64", "discard-only (RFC 6666)"),
        ("2001::/23", "protocol assignments, Teredo and benchmarks among them (RFC 2928, RFC 4380, RFC 5180)"),
        ("2001:db8::/32", "documentation (RFC 3849)"),
        ("2002::/16", "6to4 (RFC 3056)"),
        ("2620:4f:8000::/48", "AS112 (RFC 7534)"),
        ("3fff::/20", "documentation (RFC 9637)"),
        ("5f00::/16", "segment routing (RFC 9602)"),
        ("fc00::/7", "unique local, metadata services among it (RFC 4193)"),
        ("fe80::/10", "link-local (RFC 4291)"),
        ("fec0::/10", "site-local (RFC 3879)"),
        ("ff00::/8", "multicast (RFC 4291)"),
    ]
}
