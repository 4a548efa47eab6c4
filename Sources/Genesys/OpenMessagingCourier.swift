import Attachments
import Cards
import Foundation
public import Pipeline

/// Takes files and words to the agent, notices to the customer and receipts to the platform, through Open Messaging integrations.
///
/// What a customer sends carries the parcel's key as its identifier, and every attempt sends the same bytes, so that the platform can tell
/// a repetition; a notice has no such identifier, and an attempt whose answer was lost may reach the customer twice.
public struct OpenMessagingCourier: Courier {
    private let client: PlatformClient
    private let integration: @Sendable (String) -> String?

    /// Delivers by a client.
    ///
    /// - Parameter integration: the integration of a channel, by the channel's name; what belongs to no channel goes through the client's own.
    public init(_ client: PlatformClient, integration: @escaping @Sendable (String) -> String? = { _ in nil }) {
        self.client = client
        self.integration = integration
    }

    /// Makes one attempt.
    public func deliver(_ parcel: Parcel) async -> CourierAnswer {
        do {
            let message = try OutgoingMessage(try await addressed(parcel), configuration(for: parcel))
            let success = try await client.perform(message.order)
            // The tutorials do not say what the platform answers; a receipt is answered by itself.
            let isDocumented =
                client.configuration.routes.set == .platform && ![.receipt, .botReply].contains(message.order.call)
            let id = try MessageReceipt(success.body).messageID(of: message.order.call, isRequired: isDocumented)
            let trace = success.correlationID.map { " Correlation id \($0)." } ?? ""
            return .delivered(remoteID: id, detail: message.detail + trace)
        } catch let error as GenesysError {
            return error.isRetryable
                ? .later(reason: error.description, after: error.retryAfter) : .refused(reason: error.description)
        } catch {
            return .later(reason: "the message was not sent: \(type(of: error)); try again later", after: nil)
        }
    }

    private func configuration(for parcel: Parcel) -> GenesysConfiguration {
        var configuration = client.configuration
        if let channel = parcel.channel { configuration.integrationID = integration(channel) }
        return configuration
    }

    /// Events of the platform name the conversation, not the customer: whom a notice goes to is asked for.
    private func addressed(_ parcel: Parcel) async throws -> Parcel {
        if case .transcript(let card) = parcel.contents, card.contactID == nil, let conversation = card.card.conversationID {
            let messages = try await client.send(ConversationFetch(conversationID: conversation))
            return Parcel(
                idempotencyKey: parcel.idempotencyKey, channel: parcel.channel,
                contents: .transcript(OutgoingCard(card.card, way: card.way, contactID: messages.customer?.address)))
        }
        guard case .notice(let attachment, let text) = parcel.contents, attachment.contactID == nil,
            client.configuration.routes.set == .platform, let conversation = attachment.conversationID
        else { return parcel }
        let messages = try await client.send(ConversationFetch(conversationID: conversation))
        return Parcel(
            idempotencyKey: parcel.idempotencyKey, channel: parcel.channel,
            contents: .notice(attachment.from(contact: messages.customer?.address), text: text))
    }
}

extension Attachment {
    /// The same, from somebody who is known now.
    fileprivate func from(contact: String?) -> Attachment {
        Attachment(
            id: id, state: state, source: source, conversationID: conversationID, contactID: contact, messageID: messageID,
            partOf: partOf, file: file, verdict: verdict, createdAt: createdAt, updatedAt: updatedAt)
    }
}
