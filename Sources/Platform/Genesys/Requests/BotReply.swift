import Cards
import HTTPSemantics
public import JSON

/// A bot's answer that comes later than the customer's turn.
public struct BotReply: PlatformRequest {
    private let body: JSON

    /// Takes the body, `OutgoingMessageRequest` of the SDK.
    public init(_ body: JSON) { self.body = body }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        PreparedRequest(.botReply, fields: ["Content-Type": "application/json"], body: body.bytes)
    }
}
