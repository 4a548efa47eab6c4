public import Attachments
public import Foundation
public import Pipeline

/// A message that goes to the platform: how it is sent, and what its kinds need of the transport.
public protocol PlatformMessage: OutgoingMessage {
    /// Makes one attempt.
    ///
    /// - Throws: `GenesysError` for a call that failed.
    func send(_ delivery: Delivery<Self>, by platform: PlatformTransport) async throws -> DeliveryResult
}

/// Takes messages to the platform: files and words to the agent, notices to the customer, and what became of files that it has.
///
/// All of it may be done again: what a customer sends carries the delivery's key as its identifier, and every attempt sends the same
/// bytes, so that the platform can tell a repetition; attributes are set to the same, and what is gone stays gone. A notice has no such
/// identifier, and an attempt whose answer was lost may reach the customer twice.
public struct PlatformTransport: Sendable {
    /// Reads a released file whole; it is at most as large as ``maximumContactFile``.
    public typealias Reader = @Sendable (Attachment) async throws -> [UInt8]

    /// The largest file that the tutorials put on a contact, in bytes; larger ones go as a link.
    public static let maximumContactFile = Int64(ContactAttachment.maximumBytes)

    let client: PlatformClient
    let read: Reader
    let now: @Sendable () -> Date
    private let integration: @Sendable (String) -> String?

    /// Delivers by a client.
    ///
    /// - Parameters:
    ///   - integration: the integration of a channel, by the channel's name; what belongs to no channel goes through the client's own.
    ///   - read: for the tutorials' attachments of contacts, which are the file itself.
    public init(
        _ client: PlatformClient, integration: @escaping @Sendable (String) -> String? = { _ in nil }, read: @escaping Reader,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.client = client
        self.integration = integration
        self.read = read
        self.now = now
    }

    /// Makes one attempt.
    public func deliver<Message: PlatformMessage>(_ delivery: Delivery<Message>) async -> DeliveryResult {
        do {
            return try await delivery.message.send(delivery, by: self)
        } catch let error as GenesysError {
            return DeliveryResult(error)
        } catch let unreachable as UnreachableCustomer {
            return .skipped(reason: unreachable.reason)
        } catch {
            return .later(reason: "the message was not sent: \(type(of: error)); try again later", after: nil)
        }
    }

    // MARK: For the kinds

    /// Whether the calls are the platform's own, and not the tutorials'.
    var isPlatform: Bool { client.configuration.routes.set == .platform }

    /// With the integration of the delivery's channel.
    func configuration(for channel: String?) -> GenesysConfiguration {
        var configuration = client.configuration
        if let channel { configuration.integrationID = integration(channel) }
        return configuration
    }

    /// Through the integration of a channel.
    func send<Request: PlatformRequest>(
        _ request: Request, through channel: String?
    ) async throws -> (answer: Request.Answer, correlationID: String?) {
        let success = try await client.perform(request.order(configuration(for: channel)))
        return try (request.answer(success.body), success.correlationID)
    }

    /// Known only where the conversation is the platform's own; the tutorials have no such call.
    func customer(of attachment: Attachment) async throws -> ConversationMessages.Participant? {
        guard isPlatform, let conversation = attachment.conversationID else { return nil }
        do {
            return try await client.send(ConversationFetch(conversationID: conversation)).customer
        } catch let error as GenesysError where error.code == .notFound && !attachment.isAtThePlatform {
            // An upload may name a conversation of the sender's own.
            return nil
        }
    }
}

extension DeliveryResult {
    /// What a failed call means for a delivery.
    init(_ error: GenesysError) {
        switch error.code {
        case .keptBack: self = .notSent(reason: error.description, after: error.retryAfter)
        case _ where error.isRetryable: self = .later(reason: error.description, after: error.retryAfter)
        default: self = .refused(reason: error.description)
        }
    }

    /// Taken, with the platform's name for the call.
    static func delivered(remoteID: String? = nil, _ sentence: String, correlation: String?) -> DeliveryResult {
        .delivered(remoteID: remoteID, detail: correlation.map { "\(sentence) Correlation id \($0)." } ?? sentence)
    }
}
