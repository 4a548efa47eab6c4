public import Foundation

/// Shows the agent that the customer is writing, or that something is on its way.
public struct Typing: PlatformRequest {
    private let contactID: String
    private let time: Date

    /// Describes the event.
    public init(contactID: String, time: Date) {
        self.contactID = contactID
        self.time = time
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        try PreparedRequest(
            .typing, ["integrationId": configuration.requiredIntegration()],
            json: Body(channel: Channel(from: Sender(contactID), time: time.platformTime), events: [["eventType": "Typing"]]))
    }

    private struct Body: Encodable {
        let channel: Channel
        let events: [[String: String]]
    }

    private struct Channel: Encodable {
        let from: Sender
        let time: String
    }
}
