/// The body of the tutorial's `POST /api/v2/conversations/messaging/{conversationId}/messages`.
struct TutorialNotice: Encodable {
    let type = "text"
    let text: String

    /// Longer texts are cut at the platform's 2000 characters.
    init(text: String) { self.text = String(text.prefix(2000)) }

    private enum CodingKeys: CodingKey { case type, text }
}
