import Attachments
public import Pipeline

extension OutgoingAttributes: PlatformMessage {
    /// Flags the conversation. One conversation has one set of attributes: what a clean file says must not hide that another one was
    /// infected.
    public func send(
        _ delivery: Delivery<OutgoingAttributes>, by platform: PlatformTransport
    ) async throws -> DeliveryResult {
        guard let conversation = attachment.conversationID else { return .skipped(reason: "There is no conversation to flag.") }
        let attributes = AttributeChange.attributes(of: attachment, scannedAt: attachment.updatedAt)
        var participant: String?
        if platform.isPlatform {
            guard let customer = try await platform.client.send(ConversationFetch(conversationID: conversation)).customer else {
                return .skipped(reason: "The conversation was not flagged: it has no customer any more.")
            }
            participant = customer.id
            if customer.attributes["file_scan_status"] == AttributeChange.quarantined, attachment.verdict.outcome != .infected {
                return .skipped(reason: "The conversation stays flagged for an infected file, so this one does not change it.")
            }
        }
        let change = AttributeChange(conversationID: conversation, participantID: participant, attributes: attributes)
        let answer = try await platform.client.sendTraced(change)
        return .delivered("Set the conversation's attributes.", correlation: answer.correlationID)
    }
}
