internal import Crypto
internal import HTTPSemantics

/// A request in the one form in which both sides sign it (AWS, "Create a signed AWS API request", step 1).
///
/// The path is as S3 takes it: encoded once and never normalised, as `a//b` and `a/../b` are keys of their own.
struct CanonicalRequest {
    let method: HTTPMethod
    /// Decoded; begins with a slash.
    let path: String
    /// Decoded.
    var query: [QueryItem]
    /// All that are signed, `Host` among them.
    var fields: HTTPFields
    /// The content's SHA-256 in hexadecimal, or the word that stands for one.
    var payload: String

    /// The names of the signed fields, lower-cased and in order.
    var signedNames: String { Set(fields.all.map { $0.name.lowercased() }).sorted().joined(separator: ";") }

    /// The path as it stands on the request line.
    var encodedPath: String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode($0) }.joined(separator: "/")
    }

    /// The query as it stands on the request line, in order.
    var encodedQuery: String {
        query.map { ($0.encodedName, $0.encodedValue) }.sorted { $0 < $1 }.map { "\($0)=\($1)" }.joined(separator: "&")
    }

    var text: String {
        let names = Set(fields.all.map { $0.name.lowercased() }).sorted()
        let lines = names.map { name in "\(name):\(fields.values(of: name).map(Self.collapsed).joined(separator: ","))\n" }
        return [method.rawValue, encodedPath, encodedQuery, lines.joined(), signedNames, payload].joined(separator: "\n")
    }

    /// Blanks around a value do not count, and several within are one.
    private static func collapsed(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }
}

/// A pair of a query, decoded.
struct QueryItem: Sendable, Hashable {
    let name: String
    var value = ""

    var encodedName: String { PercentEncoding.encode(name) }
    var encodedValue: String { PercentEncoding.encode(value) }
}
