import HTTPSemantics
import JSON

@testable import GenesysSimulator

extension Caller {
    /// A message on the platform's own widget, with a file when there is a name for one.
    mutating func writeOnTheWeb(_ text: String = "Hello", file: String? = nil, type: String = "text/plain") throws -> JSON {
        var body: JSON = ["from": "guest-1", "text": .string(text)]
        if let file {
            let upload = Call(
                .post, "/simulator/media", query: [("name", file), ("type", type)],
                fields: ["Content-Type": "application/octet-stream"],
                body: Array("the file".utf8))
            body = body.with("mediaId", platform.handle(upload, at: now).answer.body?["id"])
        }
        return try call(.post, "/simulator/customers/messages", body).answer.body ?? .null
    }

    /// What a `GET` answers.
    mutating func get(_ path: String, query: [(name: String, value: String)] = []) throws -> Answer {
        try call(.get, path, query: query).answer
    }

    /// A caller with the token of the agent's.
    mutating func becomeAgent() throws {
        token = try call(.post, "/simulator/tokens").answer.body?["access_token"]?.string
    }

    /// A conversation by its id, as `GET /api/v2/conversations/{id}` shows it.
    mutating func conversation(_ id: String) throws -> JSON { try get("/api/v2/conversations/\(id)").body ?? .null }
}

extension JSON {
    /// The participant of a purpose.
    func participant(_ purpose: String) -> JSON? {
        self["participants"]?.array?.first { $0["purpose"]?.string == purpose }
    }
}
