import Attachments
import Channels
import Foundation
import Genesys
import HTTPSemantics
import HTTPServer
import Observability
import Pipeline
import Signatures

/// `POST /webhook/genesys` and `POST /webhook/open-messaging/{channel}`: signed events of the platform.
///
/// The platform waits ten seconds and tells again what was not answered in time: the event is written down and answered, and the work goes
/// on behind. An event that is told twice is taken once.
struct WebhookRoutes: Sendable {
    let intake: Intake
    let channels: LiveChannels
    let addresses: PlatformAddresses
    let now: @Sendable () -> Date
    let log: Logger

    /// The platform's own limit for a JSON body is 512,000 bytes.
    private static let maximumBytes = 1 << 20

    /// Events of the organisation, the tutorials' and Open Messaging's alike.
    func genesys(_ request: Request, _ parameters: Route.Parameters, from principal: Principal) -> RequestHandling {
        handle(request, from: principal, signedWith: channels.webhookSecrets, channel: nil)
    }

    /// Events of one channel's integration.
    func openMessaging(_ request: Request, _ parameters: Route.Parameters, from principal: Principal) -> RequestHandling {
        guard let name = parameters["channel"], let channel = channels[name] else { return .answer(.notFound(request)) }
        guard !channel.secrets.events.isEmpty else { return .answer(.purposeWithoutSecret("events", of: name, request)) }
        return handle(request, from: principal, signedWith: channel.secrets.events, channel: name)
    }

    private func handle(
        _ request: Request, from principal: Principal, signedWith secrets: [Secret], channel: String?
    ) -> RequestHandling {
        let signature = HubSignature(secrets: secrets)
        let values = request.fields.values(of: HubSignature.fieldName)
        guard !values.isEmpty else { return .answer(.invalidSignature(request)) }
        return .collect(limit: Self.maximumBytes) { body in
            await .orUnavailable(request) {
                let check = try signature.check(values, of: body)
                guard check == .valid else {
                    log.warning(
                        "A webhook was refused.",
                        [
                            "request": .string(request.id), "signature": .string(check.rawValue),
                            "secrets": .integer(Int64(secrets.count)),
                        ])
                    return .invalidSignature(request)
                }
                principal.verify()
                let outcome = try await take(body, channel: channel)
                return try .json(["status": outcome.rawValue])
            }
        }
    }

    /// What is answered.
    private enum Outcome: String {
        case accepted, ignored
        case noAttachments = "no_attachments"
    }

    private func take(_ body: [UInt8], channel: String?) async throws -> Outcome {
        switch try WebhookEvent(body) {
        case .conversationMessage(let event): try await take(event)
        case .openMessage(let message): try await take(message, body, channel: channel)
        case .other: .ignored
        }
    }

    private func take(_ event: ConversationMessageEvent) async throws -> Outcome {
        guard !event.attachments.isEmpty else { return .noAttachments }
        guard let conversation = event.conversationID, let messageID = event.messageID else { throw UploadError.incompleteEvent }
        let message = ConversationMessage(
            id: intake.nextMessageID(), key: "genesys/\(conversation)/\(messageID)", direction: .inbound, source: .webhook,
            externalID: messageID, conversationID: conversation, createdAt: now())
        _ = try await intake.announce(message, files: event.attachments.map { AnnouncedFile(tutorial: $0) })
        return .accepted
    }

    private func take(_ event: OpenMessage, _ body: [UInt8], channel named: String?) async throws -> Outcome {
        // What the customer wrote came from us.
        guard !event.isInbound else { return .ignored }
        guard event.isAddressed, !event.namesContact else { throw UploadError.noPlatformEvent }
        let own = event.integrationID.flatMap { channels.name(ofIntegration: $0) }
        // The path is not signed: an event of one channel is none of another that has the same secret.
        if let named, let own, named != own { throw UploadError.otherIntegration }
        let channel = named ?? own
        let forwards = channel.flatMap { channels[$0]?.outboundURL } != nil
        let found = try MessageFiles(body, addresses)
        guard forwards || !found.files.isEmpty else { return channel == nil ? .noAttachments : .ignored }
        let message = ConversationMessage(
            id: intake.nextMessageID(), key: "open/\(channel ?? "")/\(event.name)", direction: .outbound, source: .webhook,
            channel: forwards ? channel : nil, externalID: event.id, conversationID: event.conversationID, contactID: event.to.id,
            text: event.text ?? found.otherContent.map { "[\($0)]" }, payload: found.message, createdAt: now())
        _ = try await intake.announce(
            message, files: found.files.map { AnnouncedFile($0) },
            expectsReceipt: event.kind == .text || event.kind == .structured)
        return .accepted
    }
}

extension OpenMessage {
    /// What tells it from others: a receipt has the identifier of the message that it is for, and there are several for each.
    fileprivate var name: String { kind == .receipt ? "\(id)/\(status ?? "")" : id }
}

extension AnnouncedFile {
    /// A file at an address of the platform's.
    fileprivate init(_ attachment: MessageAttachment) {
        self.init(
            location: .url(attachment.url ?? ""), name: attachment.name, claimedType: attachment.mime,
            claimedSize: attachment.size.map { Int64($0) })
    }

    /// A file of the tutorials' files API, unless the event says where it is.
    fileprivate init(tutorial attachment: MessageAttachment) {
        self.init(attachment)
        if attachment.url == nil, let id = attachment.id { location = .platformFile(id: id) }
    }
}

extension Response {
    /// One answer for every defect of a signature; the log says which.
    static func invalidSignature(_ request: Request) -> Response { problem(request, status: 401, "Invalid signature") }
}

extension UploadError {
    fileprivate static let otherIntegration = UploadError(
        status: 400,
        sentence:
            "The event is of another channel's integration. Set the integration's outbound webhook to that channel's own address.")

    /// What a channel signs may be signed with the same secret.
    fileprivate static let noPlatformEvent = UploadError(
        status: 400,
        sentence:
            "This is no event: it names a contact ('contact_id'), or neither 'channel.to.id' nor the direction Outbound. "
            + "Send customers' messages to /channels/{channel}/messages.")

    fileprivate static let incompleteEvent = UploadError(
        status: 400, sentence: "The event names attachments, but not 'data.conversationId' and 'data.messageId'. Send both.")
}
