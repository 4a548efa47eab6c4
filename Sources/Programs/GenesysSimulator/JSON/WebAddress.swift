internal import Foundation

/// An absolute URL that the platform could fetch.
struct WebAddress: Sendable, Hashable {
    let text: String
    let isEncrypted: Bool
    /// `https` without another port.
    let isOnPort443: Bool
    /// The host is this machine.
    let isLoopback: Bool

    /// `nil` for anything but `http` and `https` with a host and without a user.
    init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.password == nil
        else { return nil }
        self.text = text
        isEncrypted = scheme == "https"
        isOnPort443 = scheme == "https" && (parts.port ?? 443) == 443
        isLoopback = host == "localhost" || host == "[::1]" || host == "::1" || Self.isLoopbackIPv4(host)
    }

    /// Without query and fragment, where signatures are.
    var withoutQuery: String {
        String(text.prefix { $0 != "?" && $0 != "#" })
    }

    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && !numbers.contains(nil) && numbers[0] == 127
    }
}
