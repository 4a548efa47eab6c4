internal import HTTPSemantics
internal import JSON

/// What goes back to a caller.
struct Answer: Sendable, Hashable {
    var status: Int
    var fields: HTTPFields = [:]
    /// `nil` for an answer without a body.
    var body: JSON?
    /// What goes out in place of a body of JSON.
    var content: Content?

    struct Content: Sendable, Hashable {
        let type: String
        let bytes: [UInt8]
    }

    static func ok(_ body: JSON) -> Answer { Answer(status: 200, body: body) }

    static let noContent = Answer(status: 204)
}
