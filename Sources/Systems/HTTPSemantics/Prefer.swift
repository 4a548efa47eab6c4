/// How a client would like a request to be handled (RFC 7240); a wish, not an order.
public struct Prefer: Sendable, Hashable {
    /// `respond-async`: answer 202 at once rather than make the client wait.
    public private(set) var respondsAsynchronously = false
    /// `wait=N`: how long the client is willing to wait, at most a day.
    public private(set) var wait: Duration?

    /// Reads all `Prefer` fields; of two with one name the first counts, and what is unknown or malformed is passed over.
    public init(_ fields: HTTPFields) {
        for value in fields.values(of: "Prefer") {
            for preference in value.split(separator: ",") { read(preference) }
        }
    }

    private mutating func read(_ preference: Substring) {
        var scanner = FieldScanner(preference)
        scanner.skipBlanks()
        guard let name = scanner.token()?.lowercased() else { return }
        let value = scanner.take("=") ? scanner.quotedString() ?? scanner.token() : nil
        if name == "respond-async" {
            respondsAsynchronously = true
        } else if name == "wait", wait == nil, let value, value.utf8.allSatisfy({ 48...57 ~= $0 }), !value.isEmpty {
            wait = .seconds(min(Int64(value) ?? .max, 86_400))
        }
    }
}
