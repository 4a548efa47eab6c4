/// Whom requests from an address are counted for: an IPv4 address, or the /64 of an IPv6 one, which is what one subscriber gets and
/// can choose addresses from (RFC 6177; RFC 4291, section 2.5.4).
struct ClientNetwork: Sendable, Hashable {
    private let text: String

    /// - Parameter address: in numbers, as the system writes it.
    init(_ address: String) {
        guard address.contains(":") else {
            text = address
            return
        }
        let plain = address.prefix { $0 != "%" }
        let sides = plain.split(separator: ":", omittingEmptySubsequences: false)
        // What `::` leaves out are zeros: behind the groups before it there is nothing else within the first four.
        let groups = Array(sides.prefix { !$0.isEmpty })
        let shortened = groups.count < sides.count
        let behind = shortened ? Self.groups(behind: plain) : []
        let zeros = shortened ? Array(repeating: Substring("0"), count: max(0, 8 - groups.count - behind.count)) : []
        let all = groups + zeros + behind
        text = all.prefix(4).joined(separator: ":") + "::/64"
    }

    /// The groups behind `::`; an IPv4 address at their end counts for two.
    private static func groups(behind address: Substring) -> [Substring] {
        guard let gap = address.firstRange(of: "::") else { return [] }
        let groups = address[gap.upperBound...].split(separator: ":")
        return groups.last?.contains(".") == true ? Array(groups.dropLast()) + ["v4", "v4"] : groups
    }
}
