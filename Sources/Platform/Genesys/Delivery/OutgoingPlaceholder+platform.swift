import Attachments
public import Pipeline

extension OutgoingPlaceholder: PlatformMessage {
    /// What agents see while a file is looked at.
    public static let text = "[System: Scanning attachment…]"

    /// A typing sign, where there is one, and the words.
    public func send(
        _ delivery: Delivery<OutgoingPlaceholder>, by platform: PlatformTransport
    ) async throws -> DeliveryResult {
        guard let contact = attachment.contactID else { return .skipped(reason: "There is nobody to show a placeholder for.") }
        // The words count; that the sign went missing is no reason to keep them back.
        if platform.isPlatform {
            _ = try? await platform.send(Typing(contactID: contact, time: platform.now()), through: delivery.channel)
        }
        let words = InboundText(
            contactID: contact, text: Self.text, key: delivery.idempotencyKey, time: attachment.createdAt)
        let id = try await platform.send(words, through: delivery.channel)
        return .delivered(remoteID: id.answer, "Told the agent that the scan takes longer.", correlation: id.correlationID)
    }
}
