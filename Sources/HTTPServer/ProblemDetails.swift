import FoundationEssentials
public import HTTPSemantics

/// An error as `application/problem+json` (RFC 9457): the standard members, `error` in one sentence, and whatever helps.
public struct ProblemDetails: Sendable {
    /// A member's value.
    public enum Value: Sendable, Hashable {
        /// A JSON string.
        case string(String)
        /// A JSON number without a fraction.
        case integer(Int64)
        /// `true` or `false`.
        case bool(Bool)
        /// A JSON array.
        case array([Value])
        /// A JSON object.
        case object([String: Value])
        /// `null`
        case null
    }

    /// The status, in the answer and as a member.
    public var status: Int
    /// What kind of problem, as a URI; `about:blank` says that the status is all there is to it.
    public var type = "about:blank"
    /// The problem's name: at first the status's.
    public var title: String
    /// One sentence for a person: what is wrong.
    public var error: String
    /// What to do about it, where that can be said.
    public var detail: String?
    /// This occurrence, as a URI reference.
    public var instance: String?
    /// Further members. The names of the members above are not replaced.
    public var members: [String: Value]

    /// Describes a problem that needs no more than its status and a sentence.
    public init(status: Int, error: String, detail: String? = nil, members: [String: Value] = [:]) {
        self.status = status
        self.title = HTTPStatus.phrase(for: status)
        self.error = error
        self.detail = detail
        self.members = members
    }

    /// The answer that tells it, not to be cached.
    public func response(fields: HTTPFields = [:]) -> Response {
        var fields = fields
        fields["Content-Type"] = "application/problem+json"
        fields["Cache-Control"] = fields["Cache-Control"] ?? "no-store"
        return Response(status: status, fields: fields, body: .bytes(json))
    }

    /// The JSON text, keys in order of their names.
    public var json: [UInt8] {
        let standard: [String: Value?] = [
            "type": .string(type), "title": .string(title), "status": .integer(Int64(status)), "error": .string(error),
            "detail": detail.map(Value.string), "instance": instance.map(Value.string),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing that these values can hold is refused by the encoder.
        let data = try? encoder.encode(Value.object(members.merging(standard.compactMapValues { $0 }) { $1 }))
        return data.map(Array.init) ?? Array(#"{"status":500}"#.utf8)
    }
}

extension ProblemDetails.Value: Encodable {
    /// Writes the value as JSON.
    /// - Throws: when the encoder cannot hold it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .bool(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        case .null: try container.encodeNil()
        }
    }
}
