public import Attachments
import Foundation
import Ledger
import ObjectStore
import Observability

/// The one way in: bytes to quarantine as they arrive, then one ledger transaction. Only after it may a sender be told "accepted".
public struct Intake: Sendable {
    private let context: PipelineContext
    private let identifiers: IdentifierSource
    private var maximumSize = Int64.max

    /// Composes the way in.
    public init(_ context: PipelineContext, identifiers: IdentifierSource) {
        self.context = context
        self.identifiers = identifiers
    }

    /// The same way in for files of at most so many bytes, where the policy allows more.
    public func limited(to maximumSize: Int64) -> Intake {
        var limited = self
        limited.maximumSize = min(maximumSize, self.maximumSize)
        return limited
    }

    /// Starts a new file in quarantine, which is still to be described. Makes file system calls: not for the cooperative pool.
    ///
    /// - Parameter id: what it was announced as; `nil` draws a new identifier.
    /// - Throws: `IntakeError` when the store has no room or cannot be written.
    public func begin(_ id: AttachmentID? = nil) throws(IntakeError) -> IncomingFile {
        let id = id ?? identifiers.next()
        do {
            return IncomingFile(
                id: id, maximumSize: min(maximumSize, context.policy.current.maximumSize), writer: try context.store.create(id))
        } catch {
            throw refusal(error)
        }
    }

    /// Starts a new file of which all is known but its bytes.
    ///
    /// - Throws: as ``begin(_:)``.
    public func begin(
        _ id: AttachmentID? = nil, named name: FileName, claimedType: String?
    ) throws(IntakeError) -> IncomingFile {
        let file = try begin(id)
        file.describe(named: name, claimedType: claimedType)
        return file
    }

    /// Makes complete files durable and writes everything into the ledger, all or none.
    ///
    /// When it throws, or the sending is a repetition, nothing of the files remains; but where the ledger cannot say whether it took them.
    /// - Returns: the attachments in the order of the files, in state `received`; at a repetition those of the first time, as they are now.
    /// - Throws: `IntakeError`.
    public func accept(_ submission: Submission) async throws(IntakeError) -> [Attachment] {
        let start = ContinuousClock.now
        do {
            let message = submission.message.map { begin($0, from: submission.sender) }
            let attachments = try await publish(submission.files, from: submission.sender, partOf: message?.id)
            context.configuration.passing(.published)
            let isNamed = message != nil || !submission.keys.isEmpty
            let fingerprint = isNamed ? try Fingerprint.of(attachments, from: submission.sender, text: message?.text) : ""
            let acceptance = try await context.ledger.accept(
                IntakeRecord(
                    attachments: attachments, message: message, sequence: inbound(message, attachments),
                    lane: submission.sender.lane, fingerprint: fingerprint,
                    claims: submission.keys.map { $0.claim(for: fingerprint) }, nonce: submission.nonce,
                    allowance: submission.allowance, detail: "held in quarantine"))
            if case .repeated(let known) = acceptance {
                await destroy(submission.files)
                return try await lookUp(known)
            }
            context.configuration.passing(.accepted)
            count(attachments, since: start)
            return attachments
        } catch {
            // What may be accepted keeps its bytes: a sender who tries again is told so. If it was not, they have no row, and the sweep removes
            // them.
            if (error as? LedgerError)?.mayBeMade != true { await destroy(submission.files) }
            throw error as? IntakeError ?? refusal(error)
        }
    }

    /// Writes down a message of the platform's whose files have still to be fetched.
    ///
    /// - Parameter expectsReceipt: whether the platform is to be told what became of an agent's message.
    /// - Returns: whether it was told for the first time; nothing has changed if not.
    /// - Throws: `IntakeError`.
    public func announce(
        _ message: ConversationMessage, files: [AnnouncedFile], expectsReceipt: Bool = false
    ) async throws(IntakeError) -> Bool {
        let announced = files.map { IntakeRecord.Announcement(id: identifiers.next(), file: $0) }
        do {
            let acceptance = try await context.ledger.accept(
                IntakeRecord(
                    message: message, announced: announced,
                    sequence: outbound(message, announced.map(\.id), expectsReceipt: expectsReceipt), lane: lane(message),
                    detail: "announced"))
            return acceptance == .accepted
        } catch {
            throw refusal(error)
        }
    }

    /// An identifier for a message to announce.
    public func nextMessageID() -> MessageID { identifiers.next() }

    /// What is known of a file that is complete now.
    func publish(
        _ files: [IncomingFile], from sender: Sender, partOf message: MessageID?
    ) async throws -> [Attachment] {
        var attachments: [Attachment] = []
        for file in files {
            let facts = try await file.publish()
            attachments.append(sender.attachment(file.id, facts, partOf: message, at: context.now()))
        }
        return attachments
    }

    func count(_ attachments: [Attachment], since start: ContinuousClock.Instant) {
        for attachment in attachments {
            context.metrics.receivedBytes.increment(by: Int(attachment.file.size))
            context.metrics.reached(.received)
        }
        context.metrics.intake.observe((ContinuousClock.now - start) / .seconds(1))
    }

    private func destroy(_ files: [IncomingFile]) async {
        for file in files {
            file.discard()
            // What cannot be removed now has no ledger row: the sweep of quarantine removes it.
            try? await context.store.destroy(file.id)
        }
    }

    /// In which order what a customer sends goes to the agent: words before files. A file that takes long lets others go past.
    private func inbound(_ message: ConversationMessage?, _ files: [Attachment]) -> [IntakeRecord.Place] {
        guard context.delivers else { return [] }
        let hasWords = message.map { $0.channel != nil && !($0.text ?? "").isEmpty } ?? false
        let words = message.flatMap { hasWords ? OutgoingText.queued($0) : nil }
        return [words.map(IntakeRecord.Place.message)].compactMap(\.self) + files.filter(\.goesToAgent).flatMap(places)
    }

    private func places(of file: Attachment) -> [IntakeRecord.Place] {
        [placeholder(for: file), .yieldingSlot(file.id, after: context.configuration.orderPatience)].compactMap(\.self)
    }

    /// An agent's whole message goes behind all of its files.
    private func outbound(
        _ message: ConversationMessage, _ parts: [AttachmentID], expectsReceipt: Bool
    ) -> [IntakeRecord.Place] {
        guard message.direction == .outbound, message.channel != nil else { return [] }
        return parts.map(IntakeRecord.Place.slot) + [.message(OutgoingForward.queued(message, expectsReceipt: expectsReceipt))]
    }

    /// What an agent writes to a customer goes in order, each message behind the one before.
    private func lane(_ message: ConversationMessage) -> String? {
        guard message.direction == .outbound, let channel = message.channel else { return nil }
        return (message.contactID ?? message.conversationID).map { "\(channel)/\($0)" }
    }

    /// Ahead of the file in its lane; gone when the attachment is settled before it is due.
    private func placeholder(for attachment: Attachment) -> IntakeRecord.Place? {
        guard let delay = context.configuration.outcomes.placeholderAfter, attachment.contactID != nil else { return nil }
        return .provisional(OutgoingPlaceholder.queued(attachment, delay: delay), attachment.id)
    }

    private func begin(_ draft: Submission.Draft, from sender: Sender) -> ConversationMessage {
        let id: MessageID = identifiers.next()
        return ConversationMessage(
            id: id, key: key(of: draft, from: sender) ?? "channel/\(draft.channel)/\(id)", direction: .inbound,
            source: sender.source, channel: draft.channel, externalID: draft.externalID, conversationID: sender.conversationID,
            contactID: sender.contactID, text: draft.text, createdAt: context.now())
    }

    /// Two customers may use one name for messages; a line break is in no identifier.
    private func key(of draft: Submission.Draft, from sender: Sender) -> String? {
        draft.externalID.map { "channel/\(draft.channel)/\(sender.contactID ?? "")\n\($0)" }
    }

    private func lookUp(_ ids: [AttachmentID]) async throws -> [Attachment] {
        var found: [Attachment] = []
        for id in ids { if let attachment = try await context.ledger.attachment(id) { found.append(attachment) } }
        return found
    }

    /// The sender is told that it failed, the operator why.
    private func refusal(_ cause: any Error) -> IntakeError {
        let error = IntakeError(storing: cause)
        if error.isOurs { context.log.error("A file could not be taken in.", ["cause": .string("\(cause)")]) }
        return error
    }
}

extension Attachment {
    /// Whether anything of it goes out in line with what else its customer sends.
    fileprivate var goesToAgent: Bool { contactID != nil && !isAtThePlatform }
}
