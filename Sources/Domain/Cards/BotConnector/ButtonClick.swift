public import JSON

/// A button that a customer chose.
public struct ButtonClick: Sendable, Hashable {
    /// The kinds of what can be chosen.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// On a card.
        case button = "Button"
        /// Under a message.
        case quickReply = "QuickReply"
        /// A day.
        case datePicker = "DatePicker"
        /// One of a list.
        case listPicker = "ListPicker"
        /// A filled form.
        case form = "Form"

        /// Whether Open Messaging takes it from a channel (`ContentButtonResponse` of the platform's SDK); the others are answers on the web
        /// messenger alone.
        public var isTakenFromChannels: Bool { self != .listPicker && self != .form }
    }

    /// What was chosen.
    public let kind: Kind
    /// What the button says.
    public let text: String
    /// What it sends back; the text where the button has nothing else.
    public let payload: String
    /// The message that the button stood in.
    public let originatingMessageID: String?

    /// Reads a `buttonResponse`; `nil` when it is none of the known kinds or has neither text nor payload.
    public init?(_ response: JSON, originatingMessageID: String? = nil) {
        guard let kind = Kind(rawValue: response["type"]?.string ?? Kind.button.rawValue),
            let text = response["text"]?.string ?? response["payload"]?.string
        else { return nil }
        self.kind = kind
        self.text = text
        payload = response["payload"]?.string ?? text
        self.originatingMessageID = response["originatingMessageId"]?.string ?? originatingMessageID
    }

    /// Reads one element of a message's `content`; `nil` when its `contentType` is not `ButtonResponse`.
    public init?(content: JSON) {
        guard content["contentType"] == "ButtonResponse", let response = content["buttonResponse"] else { return nil }
        self.init(response)
    }

    /// Reads the body of `structured/response`; `nil` when it holds no button.
    public init?(structuredResponse body: JSON) {
        guard let response = body["buttonResponse"] else { return nil }
        self.init(response, originatingMessageID: body["originatingMessageId"]?.string)
    }

    /// The body for `…/inbound/open/structured/response`, with the channel as the caller knows it.
    public func structuredResponse(channel: JSON) -> JSON {
        var members: [JSON.Member] = [
            .init("channel", channel),
            .init("buttonResponse", ["type": .string(kind.rawValue), "text": .string(text), "payload": .string(payload)]),
        ]
        if let originatingMessageID { members.append(.init("originatingMessageId", .string(originatingMessageID))) }
        return .object(members)
    }
}
