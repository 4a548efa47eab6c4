public import Attachments
public import Foundation
public import Pipeline

/// Tells the platform what became of files that it has: flags, withdraws, tells the agent, hangs up; and keeps files with contacts.
///
/// All of it may be done again: attributes are set to the same, what is gone stays gone, and texts carry the parcel's key.
public struct OutcomeCourier: Courier {
    /// Reads a released file whole; it is at most as large as ``maximumContactFile``.
    public typealias Reader = @Sendable (AttachmentID) async throws -> [UInt8]

    /// What agents see while a file is looked at.
    public static let placeholder = "[System: Scanning attachment…]"
    /// The largest file that the tutorials put on a contact, in bytes; larger ones go as a link.
    public static let maximumContactFile = Int64(ContactAttachment.maximumBytes)

    private let client: PlatformClient
    private let integration: @Sendable (String) -> String?
    private let read: Reader
    private let now: @Sendable () -> Date

    /// Delivers by a client.
    ///
    /// - Parameters:
    ///   - integration: the integration of a channel, by the channel's name.
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
    public func deliver(_ parcel: Parcel) async -> CourierAnswer {
        do {
            switch parcel.contents {
            case .placeholder(let attachment): return try await show(attachment, parcel)
            case .attributes(let attachment): return try await flag(attachment)
            case .removal(let attachment, let link): return try await remove(attachment, link)
            case .alert(let attachment): return try await alert(attachment, parcel)
            case .disconnection(let attachment): return try await disconnect(attachment)
            case .note(let attachment, let link): return try await note(attachment, link)
            case .file, .notice, .text, .forward, .receipt, .handover, .card, .transcript, .click, .report:
                return .refused(reason: "This is no outcome for the platform.")
            }
        } catch let error as GenesysError {
            return CourierAnswer(error)
        } catch {
            return .later(reason: "the platform was not told: \(type(of: error)); try again later", after: nil)
        }
    }

    // MARK: While it is looked at

    private func show(_ attachment: Attachment, _ parcel: Parcel) async throws -> CourierAnswer {
        guard let contact = attachment.contactID else { return .skipped(reason: "There is nobody to show a placeholder for.") }
        // The words count; that the sign went missing is no reason to keep them back.
        if client.configuration.routes.set == .platform { _ = try? await send(Typing(contactID: contact, time: now()), parcel) }
        let id = try await send(
            InboundText(contactID: contact, text: Self.placeholder, key: parcel.idempotencyKey, time: attachment.createdAt), parcel)
        return .delivered(remoteID: id.answer, detail: traced("Told the agent that the scan takes longer.", id.correlationID))
    }

    // MARK: The conversation

    /// One conversation has one set of attributes: what a clean file says must not hide that another one was infected.
    private func flag(_ attachment: Attachment) async throws -> CourierAnswer {
        guard let conversation = attachment.conversationID else { return .skipped(reason: "There is no conversation to flag.") }
        let attributes = AttributeChange.attributes(of: attachment, scannedAt: attachment.updatedAt)
        var participant: String?
        if client.configuration.routes.set == .platform {
            guard let customer = try await client.send(ConversationFetch(conversationID: conversation)).customer else {
                return .skipped(reason: "The conversation was not flagged: it has no customer any more.")
            }
            participant = customer.id
            if customer.attributes["file_scan_status"] == AttributeChange.quarantined, attachment.verdict.outcome != .infected {
                return .skipped(reason: "The conversation stays flagged for an infected file, so this one does not change it.")
            }
        }
        let change = AttributeChange(conversationID: conversation, participantID: participant, attributes: attributes)
        let answer = try await client.sendTraced(change)
        return .delivered(remoteID: nil, detail: traced("Set the conversation's attributes.", answer.correlationID))
    }

    /// The platform deletes nothing that it holds itself, only its copies of files at addresses outside.
    private func remove(_ attachment: Attachment, _ link: String?) async throws -> CourierAnswer {
        if client.configuration.routes.set == .tutorial {
            // A webhook names a message and its files; a socket event one file, which stands for the message.
            guard let media = link ?? (attachment.source == .watcher ? attachment.messageID : nil), attachment.isFromThePlatform
            else {
                return .skipped(reason: "The platform has no media of this file that could be deleted.")
            }
            return try await removeAll([media])
        }
        guard let link else { return .skipped(reason: "The platform has no copy of this file that could be deleted.") }
        let copies = try await client.send(CachedMediaSearch(url: link))
        return copies.isEmpty ? .skipped(reason: "The platform has no copy of this file any more.") : try await removeAll(copies)
    }

    private func removeAll(_ media: [String]) async throws -> CourierAnswer {
        var correlation: String?
        for id in media {
            do {
                correlation = try await client.sendTraced(MediaRemoval(mediaID: id)).correlationID
            } catch let error as GenesysError where error.code == .notFound {
                continue
            }
        }
        return .delivered(remoteID: nil, detail: traced("Deleted the platform's copy.", correlation))
    }

    /// A message into the customer's own conversation where it is one of Open Messaging, else a note on the contact; the attributes say it
    /// in any case.
    private func alert(_ attachment: Attachment, _ parcel: Parcel) async throws -> CourierAnswer {
        let text =
            "[System: The attachment \"\(attachment.file.name)\" contains malware (\(attachment.verdict.signature ?? "unnamed")). Do not open it.]"
        let customer = try await customer(of: attachment)
        if let contact = customer?.address ?? attachment.contactID, customer?.type ?? "open" == "open" {
            let answer = try await send(
                InboundText(contactID: contact, text: text, key: parcel.idempotencyKey, time: attachment.createdAt), parcel)
            return .delivered(remoteID: answer.answer, detail: traced("Told the agent.", answer.correlationID))
        }
        guard let contact = customer?.externalContactID else {
            return .skipped(reason: "The agent was told by the conversation's attributes alone: nothing else reaches this channel.")
        }
        let answer = try await client.sendTraced(ContactNote(contactID: contact, text: text))
        return .delivered(remoteID: nil, detail: traced("Told the agent by a note on the contact.", answer.correlationID))
    }

    private func disconnect(_ attachment: Attachment) async throws -> CourierAnswer {
        guard let conversation = attachment.conversationID else { return .skipped(reason: "There is no conversation to end.") }
        let answer = try await client.sendTraced(Disconnection(conversationID: conversation))
        return .delivered(remoteID: nil, detail: traced("Ended the conversation.", answer.correlationID))
    }

    // MARK: The contact

    private func note(_ attachment: Attachment, _ link: URL) async throws -> CourierAnswer {
        let isTutorial = client.configuration.routes.set == .tutorial
        // What Open Messaging calls the sender is no external contact.
        let known = isTutorial ? attachment.contactID : try await customer(of: attachment)?.externalContactID
        guard let contact = known else {
            return .skipped(reason: "The file was kept with no contact: the conversation's customer is no external contact.")
        }
        guard isTutorial, attachment.file.size <= Self.maximumContactFile else {
            let text = "\(attachment.file.name): \(link.absoluteString)"
            let answer = try await client.sendTraced(ContactNote(contactID: contact, text: text))
            return .delivered(remoteID: nil, detail: traced("Put a note on the contact.", answer.correlationID))
        }
        let file = ContactAttachment(
            contactID: contact, fileName: attachment.file.name, type: attachment.file.mime, content: try await read(attachment.id),
            link: link.absoluteString)
        let answer = try await client.sendTraced(file)
        return .delivered(remoteID: nil, detail: traced("Put the file on the contact.", answer.correlationID))
    }

    // MARK: Calls

    /// Known only where the conversation is the platform's own; the tutorials have no such call.
    private func customer(of attachment: Attachment) async throws -> ConversationMessages.Participant? {
        guard client.configuration.routes.set == .platform, let conversation = attachment.conversationID else { return nil }
        do {
            return try await client.send(ConversationFetch(conversationID: conversation)).customer
        } catch let error as GenesysError where error.code == .notFound && !attachment.isFromThePlatform {
            // An upload may name a conversation of the sender's own.
            return nil
        }
    }

    /// Through the integration of the parcel's channel.
    private func send<Request: PlatformRequest>(
        _ request: Request, _ parcel: Parcel
    ) async throws -> (answer: Request.Answer, correlationID: String?) {
        var configuration = client.configuration
        if let channel = parcel.channel { configuration.integrationID = integration(channel) }
        let success = try await client.perform(request.order(configuration))
        return try (request.answer(success.body), success.correlationID)
    }

    private func traced(_ sentence: String, _ correlation: String?) -> String {
        correlation.map { "\(sentence) Correlation id \($0)." } ?? sentence
    }
}

extension Attachment {
    var isFromThePlatform: Bool { source == .webhook || source == .watcher }
}
