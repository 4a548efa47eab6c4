import Cards
import JSON

/// The tutorial's own example, and larger ones.
enum Samples {
    static let order: JSON = [
        "conversationId": "webchat-session-1", "templateId": "order-confirmation-v2",
        "fields": [
            "title": "Order Confirmation", "description": "Your order has been processed successfully.",
            "actions": [
                ["label": "Track Order", "type": "postback", "value": "track:12345"],
                ["label": "Contact Support", "type": "webchat", "value": "support"],
            ],
        ],
    ]

    static func order(with fields: JSON) -> JSON { ["conversationId": "c", "templateId": "t", "fields": fields] }

    static func buttons(_ count: Int) -> JSON {
        .array((0..<count).map { ["label": .string("Button \($0)"), "value": .string("value-\($0)")] })
    }

    /// A finished card of the tutorial's form.
    static func tutorial(_ components: JSON) -> JSON {
        [
            "messageId": "m-1", "templateMatrix": ["templateId": "t", "version": "2.1"], "dynamicFields": [:],
            "components": components,
        ]
    }

    /// Components in components, this deep, the innermost a body.
    static func nested(_ depth: Int, text: String = "x") -> JSON {
        var json: JSON = ["type": "body", "text": .string(text)]
        for _ in 1..<depth { json = ["type": "column", "components": [json]] }
        return json
    }
}

extension CardBuilder {
    /// Prepares with a name that is known.
    func prepare(_ request: JSON) throws(CardRefusal) -> PreparedCard { try prepare(request) { "new-message" } }

    /// What is wrong, as `path: reason`; empty when nothing is.
    func problems(_ request: JSON) -> [String] {
        do {
            _ = try prepare(request)
            return []
        } catch {
            return error.problems.map { "\($0.path): \($0.reason)" }
        }
    }

    /// Only the places.
    func places(_ request: JSON) -> [String] {
        do {
            _ = try prepare(request)
            return []
        } catch {
            return error.problems.map(\.path)
        }
    }
}
