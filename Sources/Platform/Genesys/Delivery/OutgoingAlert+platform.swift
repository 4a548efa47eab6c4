import Attachments
public import Pipeline

extension OutgoingAlert: PlatformMessage {
    /// A message into the customer's own conversation where it is one of Open Messaging, else a note on the contact; the attributes say
    /// it in any case.
    public func send(_ delivery: Delivery<OutgoingAlert>, by platform: PlatformTransport) async throws -> DeliveryResult {
        let text =
            "[System: The attachment \"\(attachment.file.shownName)\" contains malware (\(attachment.verdict.signature ?? "unnamed")). Do not open it.]"
        let customer = try await platform.customer(of: attachment)
        if let contact = customer?.address ?? attachment.contactID, customer?.type ?? "open" == "open" {
            let words = InboundText(
                contactID: contact, text: text, key: delivery.idempotencyKey, time: attachment.createdAt)
            let answer = try await platform.send(words, through: delivery.channel)
            return .delivered(remoteID: answer.answer, "Told the agent.", correlation: answer.correlationID)
        }
        guard let contact = customer?.externalContactID else {
            return .skipped(reason: "The agent was told by the conversation's attributes alone: nothing else reaches this channel.")
        }
        let answer = try await platform.client.sendTraced(ContactNote(contactID: contact, text: text))
        return .delivered("Told the agent by a note on the contact.", correlation: answer.correlationID)
    }
}

extension OutgoingDisconnection: PlatformMessage {
    /// Ends the conversation.
    public func send(
        _ delivery: Delivery<OutgoingDisconnection>, by platform: PlatformTransport
    ) async throws -> DeliveryResult {
        guard let conversation = attachment.conversationID else { return .skipped(reason: "There is no conversation to end.") }
        let answer = try await platform.client.sendTraced(Disconnection(conversationID: conversation))
        return .delivered("Ended the conversation.", correlation: answer.correlationID)
    }
}
