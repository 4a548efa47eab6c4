public import Egress

/// Tells addresses of the platform's own hosts from others.
public struct PlatformAddresses: Sendable {
    private let domain: String
    private let hosts: [HostPattern]
    private let api: WebURL.Origin?

    /// - Parameters:
    ///   - apiURL: in place of the region's API host.
    ///   - downloadHosts: besides the region's own.
    public init(_ region: Region, apiURL: String? = nil, downloadHosts: [HostPattern] = []) {
        domain = region.domain
        hosts = [HostPattern("*.\(region.domain)")].compactMap(\.self) + downloadHosts
        api = apiURL.flatMap { try? WebURL($0).origin }
    }

    /// Whether a text is such an address. One that can be read in two ways counts as one where it names the region's domain.
    func contains(_ text: String) -> Bool {
        guard text.contains("//") else { return false }
        guard let url = try? WebURL(text) else { return text.lowercased().contains(domain) }
        return url.origin == api || hosts.contains { $0.matches(url.origin.host) }
    }
}
