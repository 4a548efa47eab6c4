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
            if let answer = try await tell(parcel) { return answer }
            let message = try OutgoingMessage(try await addressed(parcel), configuration(for: parcel))
            let success = try await client.perform(message.order)
            let id = try messageID(in: success.body, of: message.order.call, for: parcel)
            let trace = success.correlationID.map { " Correlation id \($0)." } ?? ""
            return .delivered(remoteID: id, detail: message.detail + trace)
        } catch let error as GenesysError {
            return CourierAnswer(error)
        } catch let unreachable as UnreachableCustomer {
            return .skipped(reason: unreachable.reason)
        } catch {
            return .later(reason: "the message was not sent: \(type(of: error)); try again later", after: nil)
        }
    }

    /// The platform's own identifier of what it took; the tutorials do not say what it answers.
    private func messageID(in body: [UInt8], of call: Call, for parcel: Parcel) throws(GenesysError) -> String? {
        // The answer to a receipt is the receipt: it says `Failed` where we have said so.
        if case .receipt(_, let fate) = parcel.contents, fate.status == .failed { return nil }
        let isRequired = client.configuration.routes.set == .platform && ![.receipt, .botReply].contains(call)
        return try MessageReceipt(body).messageID(of: call, isRequired: isRequired)
    }

    private func configuration(for parcel: Parcel) -> GenesysConfiguration {
        var configuration = client.configuration
        if let channel = parcel.channel { configuration.integrationID = integration(channel) }
        return configuration
    }

    /// Events of the platform name the conversation, not the customer: whom a notice about their files goes to is asked for. `nil` for
    /// anything else. The customer does not know that there is a gateway.
    private func tell(_ parcel: Parcel) async throws -> CourierAnswer? {
        guard case .notice(let attachment, let text) = parcel.contents, attachment.contactID == nil,
            client.configuration.routes.set == .platform, let conversation = attachment.conversationID
        else { return nil }
        let address = try await client.address(ofCustomerOf: attachment, in: conversation)
        let sent = try await client.sendTraced(ConversationNotice(to: address, text: "File rejected: \(text)"))
        let trace = sent.correlationID.map { " Correlation id \($0)." } ?? ""
        return .delivered(remoteID: sent.answer, detail: "Told the customer." + trace)
    }

    /// Whom the words of a card are for is asked for where only the conversation is known.
    private func addressed(_ parcel: Parcel) async throws -> Parcel {
        if case .transcript(let card) = parcel.contents, card.contactID == nil, let conversation = card.card.conversationID {
            let messages = try await client.send(ConversationFetch(conversationID: conversation))
            return Parcel(
                idempotencyKey: parcel.idempotencyKey, channel: parcel.channel,
                contents: .transcript(OutgoingCard(card.card, way: card.way, contactID: messages.customer?.address)))
        }
        return parcel
    }
}

extension CourierAnswer {
    /// What a failed call means for a delivery.
    init(_ error: GenesysError) {
        switch error.code {
        case .keptBack: self = .notSent(reason: error.description, after: error.retryAfter)
        case _ where error.isRetryable: self = .later(reason: error.description, after: error.retryAfter)
        default: self = .refused(reason: error.description)
        }
    }
}
