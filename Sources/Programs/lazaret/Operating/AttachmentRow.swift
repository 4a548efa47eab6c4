import Foundation

/// An attachment as a gateway shows it.
struct AttachmentRow: Sendable {
    private struct Resource: Decodable, Sendable {
        struct File: Decodable, Sendable { let name: String, size: Int64, detectedType: String? }
        struct Verdict: Decodable, Sendable { let outcome: String, engine: String?, signature: String?, reasons: [String] }
        struct Step: Decodable, Sendable { let at: String, state: String, detail: String }
        let id: String, state: String, createdAt: String
        let conversationId: String?, contactId: String?
        let file: File, verdict: Verdict, timeline: [Step]
    }

    private let resource: Resource
    /// As it came, on one line.
    let json: String

    static let head = columns("ID", "STATE", "OUTCOME", "SIZE", "TYPE", "CREATED", "NAME")

    /// - Throws: when it is not an attachment.
    init(_ bytes: Data) throws {
        resource = try JSONDecoder().decode(Resource.self, from: bytes)
        json = String(decoding: bytes, as: UTF8.self)
    }

    /// A line of a table.
    var row: String {
        Self.columns(
            resource.id, resource.state, resource.verdict.outcome, "\(resource.file.size)", resource.file.detectedType ?? "-",
            resource.createdAt, resource.file.name)
    }

    /// All that a person wants to know.
    var text: String {
        let verdict = ([resource.verdict.outcome, resource.verdict.signature, resource.verdict.engine] + resource.verdict.reasons)
            .compactMap(\.self).joined(separator: ", ")
        let facts = [
            ("id", resource.id), ("state", resource.state), ("name", resource.file.name), ("size", "\(resource.file.size) bytes"),
            ("type", resource.file.detectedType ?? "-"), ("verdict", verdict), ("conversation", resource.conversationId ?? "-"),
            ("contact", resource.contactId ?? "-"),
        ]
        let steps = resource.timeline.map { "  \($0.at)  \($0.state)  \($0.detail)".harmless }
        return (facts.map { "\($0.0): \($0.1)".harmless } + steps).joined(separator: "\n")
    }

    private static func columns(_ texts: String...) -> String {
        zip(texts, [26, 9, 11, 10, 24, 24, 0]).map { text, width in
            text.harmless + String(repeating: " ", count: max(0, width - text.count))
        }.joined(separator: "  ")
    }
}
