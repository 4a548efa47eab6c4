import JSON
public import Observability

import struct Foundation.URL

/// `proxy`: what outgoing calls go through.
public struct ProxySection: Sendable, Hashable {
    /// The proxy's address, with its credentials; `nil`: calls go straight.
    public var url: Secret?
    /// What is reached without it.
    public var exclude: [String] = []
    /// Whether the proxy resolves the names of addresses that came from outside.
    public var resolvesNames = false

    /// Makes the default section.
    public init() {}
}

extension ProxySection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("url", &url, .optional(.proxyURL), variables: ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
        fields.value("exclude", &exclude, .exclusions, variables: ["no_proxy", "NO_PROXY"])
        fields.value("resolvesNames", &resolvesNames, .bool)
    }
}

extension Format where Value == Secret {
    /// A proxy; a user and a password may stand in it and are not shown. Without a scheme it is `http://`, as for curl.
    static var proxyURL: Self {
        Format(
            "a proxy such as \"http://proxy.example.com:3128\" (http:// or https://, with user:password@ where it asks for them)",
            isSecret: true
        ) { given in
            given.text.flatMap { $0.contains("://") ? $0 : "http://\($0)" }.flatMap { isProxy($0) ? Secret($0) : nil }
        } write: {
            .string($0.reveal().withoutSecretParts)
        }
    }

    private static func isProxy(_ text: String) -> Bool {
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty else { return false }
        return ["http", "https"].contains(url.scheme?.lowercased()) && ["", "/"].contains(url.path()) && url.query() == nil
    }

    /// The value of a header field (RFC 9110, section 5.5).
    static var fieldValue: Self {
        Format("a secret text without line ends and other control characters", isSecret: true) { given in
            given.text.flatMap { text in !text.isEmpty && text.utf8.allSatisfy { 0x20...0x7e ~= $0 } ? Secret(text) : nil }
        } write: {
            .string($0.description)
        }
    }
}

extension Format where Value == [String] {
    /// A list, or what `no_proxy` holds: one text with commas or blanks between.
    static var exclusions: Self {
        let list = Format.list(of: .text)
        return Format(expected: list.expected) { given, place in
            guard let text = given.text else { return list.read(given, place) }
            return text.split { $0 == "," || $0.isWhitespace }.map(String.init)
        } write: {
            list.write($0)
        }
    }
}
