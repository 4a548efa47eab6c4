public import Egress

/// `downloads`: files that are fetched from addresses that came from outside.
public struct DownloadsSection: Sendable, Hashable {
    /// The only hosts that an upload by URL may name; empty: any on the public internet.
    public var hosts: [HostPattern] = []
    /// Addresses that are not on the public internet and may be reached all the same.
    public var allowPrivate: [AddressBlock] = []
    /// Whether `http://` is taken as well.
    public var allowHTTP = false
    /// Ports besides 443 (and 80 for `http://`).
    public var ports: [UInt16] = []
    /// For one file, redirects included.
    public var timeout = Duration.seconds(120)
    /// What opens the files of some hosts.
    public var credentials: [DownloadCredential] = []

    /// Makes the default section.
    public init() {}
}

extension DownloadsSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("hosts", &hosts, .list(of: .hostPattern))
        fields.value("allowPrivate", &allowPrivate, .list(of: .addressBlock))
        fields.value("allowHTTP", &allowHTTP, .bool)
        fields.value("ports", &ports, .list(of: .port))
        fields.value("timeout", &timeout, .duration(.seconds(1) ... .seconds(3600)))
        fields.list("credentials", &credentials)
    }
}
