public import Foundation

/// Where a service is, and how a bucket is named to it.
public struct S3Endpoint: Sendable, Hashable {
    /// Where the bucket's name stands.
    public enum Style: Sendable, Hashable {
        /// `https://s3.example.com/bucket/key`
        case path
        /// `https://bucket.s3.example.com/key`
        case virtualHost
    }

    private let scheme: String
    private let authority: String
    private let style: Style

    /// Takes an `http` or `https` address without a path; `nil` for anything else, and for buckets in the name of a numeric address.
    public init?(_ url: URL, style: Style) {
        guard let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = url.host(percentEncoded: false),
            !host.isEmpty, ["", "/"].contains(url.path()), url.query() == nil
        else { return nil }
        let isNumeric = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
        guard style == .path || !isNumeric else { return nil }
        self.scheme = scheme
        self.style = style
        let name = (host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host).lowercased()
        // As clients write `Host`: without the port that goes without saying.
        let port = url.port.flatMap { $0 == (scheme == "http" ? 80 : 443) ? nil : $0 }
        authority = port.map { "\(name):\($0)" } ?? name
    }

    func host(of bucket: String) -> String { style == .path ? authority : "\(bucket).\(authority)" }

    func origin(of bucket: String) -> String { "\(scheme)://\(host(of: bucket))" }

    /// Decoded.
    func path(of bucket: String, key: String) -> String { style == .path ? "/\(bucket)/\(key)" : "/\(key)" }
}
