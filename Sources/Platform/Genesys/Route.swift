public import HTTPSemantics

/// Where a call goes: a method, one of the platform's hosts, and a path with `{placeholders}`.
public struct Route: Sendable, Hashable {
    /// The hosts that routes name.
    public enum Host: String, Sendable, Hashable, CaseIterable {
        case login, api
    }

    /// The method.
    public let method: HTTPMethod
    /// Which host.
    public let host: Host
    /// Begins with a slash; `{name}` stands for a value, which is percent-encoded when it is put in.
    public let path: String

    /// Reads a template such as `POST api /api/v2/conversations/{conversationId}`; `nil` unless it has these three parts.
    public init?(_ template: String) {
        let parts = template.split(separator: " ")
        guard parts.count == 3, HTTPFields.Field.isToken(String(parts[0])), let host = Host(rawValue: String(parts[1])),
            parts[2].hasPrefix("/")
        else { return nil }
        self.init(HTTPMethod(rawValue: String(parts[0])), host, String(parts[2]))
    }

    init(_ method: HTTPMethod, _ host: Host, _ path: String) {
        self.method = method
        self.host = host
        self.path = path
    }

    /// The names of the placeholders, in order.
    public var placeholders: [String] { path.matches(of: #/\{(\w+)\}/#).map { String($0.output.1) } }

    /// The path with the values in place; `nil` when one is missing or empty.
    func path(with values: [String: String]) -> String? {
        guard placeholders.allSatisfy({ values[$0]?.isEmpty == false }) else { return nil }
        return path.replacing(#/\{(\w+)\}/#) { PercentEncoding.encode(values[String($0.output.1)] ?? "") }
    }
}
