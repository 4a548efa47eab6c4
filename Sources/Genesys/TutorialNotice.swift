/// The body of the tutorial's `POST /api/v2/conversations/messaging/{conversationId}/messages`.
struct TutorialNotice: Encodable {
    let type = "text"
    let text: String

    init(_ reason: String) { text = "File rejected: \(reason)" }

    private enum CodingKeys: CodingKey { case type, text }
}
