import JSON

/// A request for a card, taken apart: which of the three forms it has, and where.
struct CardRequest {
    /// Which form.
    enum Form: Sendable, Hashable {
        /// Fields to build a card from.
        case fields
        /// The tutorial's finished card.
        case tutorial
        /// The platform's finished message.
        case structured
    }

    let form: Form
    /// The members that lead from the request to the card.
    let path: [String]

    /// Finds the card; `nil` when there is none.
    init?(_ request: JSON) {
        if request["fields"] != nil {
            (form, path) = (.fields, ["fields"])
        } else if Self.isTutorial(request) {
            (form, path) = (.tutorial, [])
        } else if Self.isStructured(request) {
            (form, path) = (.structured, [])
        } else if let card = request["card"], Self.isTutorial(card) {
            (form, path) = (.tutorial, ["card"])
        } else if let message = request["message"] {
            // The tutorial's envelope, or the platform's message in one of ours.
            if message["card"] != nil {
                (form, path) = (.tutorial, ["message", "card"])
            } else if Self.isStructured(message) {
                (form, path) = (.structured, ["message"])
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    static let expected =
        "is no card: send {conversationId, templateId, fields}, a finished card with templateMatrix and components, or a message of the "
        + "type Structured with content."

    private static func isTutorial(_ card: JSON) -> Bool {
        card["components"] != nil || card["templateMatrix"] != nil
    }

    private static func isStructured(_ message: JSON) -> Bool { message["content"] != nil || message["type"] == "Structured" }
}

extension JSON {
    /// The value that a path of members leads to.
    func value(at path: [String]) -> JSON { path.reduce(self) { $0[$1] ?? .null } }
}
