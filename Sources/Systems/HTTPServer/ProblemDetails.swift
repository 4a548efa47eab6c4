public import HTTPSemantics
public import JSON

/// An error as `application/problem+json` (RFC 9457): the standard members, `error` in one sentence, and whatever helps.
public struct ProblemDetails: Sendable {
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
    public var members: [String: JSON]

    /// Describes a problem that needs no more than its status and a sentence.
    public init(status: Int, error: String, detail: String? = nil, members: [String: JSON] = [:]) {
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
        let standard: [String: JSON?] = [
            "type": .string(type), "title": .string(title), "status": .integer(status), "error": .string(error),
            "detail": detail.map { .string($0) }, "instance": instance.map { .string($0) },
        ]
        return JSON.object(members.merging(standard.compactMapValues { $0 }) { $1 }).bytes
    }
}
