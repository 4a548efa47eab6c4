/// The addresses that a link may lead to.
enum LinkAddress {
    private static let schemes: Set<String> = ["https", "mailto", "tel"]

    /// The address when its scheme is allowed and it has nothing that a browser would read otherwise; else `nil`.
    /// Letters beyond ASCII are written in ASCII.
    static func allowed(_ given: String) -> String? {
        guard let address = InternationalAddress.ascii(given) else { return nil }
        guard let colon = address.utf8.firstIndex(of: UInt8(ascii: ":")), address.utf8.count <= 2048 else { return nil }
        let scheme = address[..<colon].lowercased()
        guard schemes.contains(scheme), address.utf8.allSatisfy({ 0x21..<0x7f ~= $0 && !"\"'<>\\`{}|^".utf8.contains($0) }) else {
            return nil
        }
        guard scheme != "https" || address[colon...].hasPrefix("://") else { return nil }
        return address
    }
}
