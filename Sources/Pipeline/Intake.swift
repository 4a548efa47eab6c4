public import Attachments
public import Foundation
public import Ledger
public import ObjectStore
public import Observability

/// The one way in: bytes to quarantine as they arrive, then one ledger transaction. Only after it may a sender be told "accepted".
public struct Intake: Sendable {
    private let store: any ObjectStore
    private let ledger: any Ledger
    private let policy: LivePolicy
    private let identifiers: IdentifierSource
    private let now: @Sendable () -> Date
    private let metrics: StageMetrics
    private let log: Logger

    /// Composes the way in.
    public init(
        store: any ObjectStore, ledger: any Ledger, policy: LivePolicy, identifiers: IdentifierSource,
        now: @escaping @Sendable () -> Date, metrics: StageMetrics, log: Logger = Logger()
    ) {
        self.store = store
        self.ledger = ledger
        self.policy = policy
        self.identifiers = identifiers
        self.now = now
        self.metrics = metrics
        self.log = log
    }

    /// Starts a new file in quarantine, which is still to be described. Makes file system calls: not for the cooperative pool.
    ///
    /// - Throws: `IntakeError` when the store has no room or cannot be written.
    public func begin() throws(IntakeError) -> IncomingFile {
        let id = identifiers.next()
        do {
            return IncomingFile(id: id, maximumSize: policy.current.maximumSize, writer: try store.create(id))
        } catch {
            throw refusal(error)
        }
    }

    /// Starts a new file of which all is known but its bytes.
    ///
    /// - Throws: as ``begin()``.
    public func begin(named name: FileName, claimedType: String?) throws(IntakeError) -> IncomingFile {
        let file = try begin()
        file.describe(named: name, claimedType: claimedType)
        return file
    }

    /// Makes complete files durable and writes them into the ledger, all or none.
    ///
    /// When it throws, nothing of the files remains.
    /// - Returns: the attachments in the order of the files, in state `received`.
    /// - Throws: `IntakeError`.
    public func accept(_ files: [IncomingFile], from sender: Sender) async throws(IntakeError) -> [Attachment] {
        let start = ContinuousClock.now
        let accepted: [Attachment]
        do {
            accepted = try await publish(files, from: sender)
            try await ledger.accept(accepted, detail: "held in quarantine")
        } catch {
            await destroy(files)
            throw error as? IntakeError ?? refusal(error)
        }
        for attachment in accepted {
            metrics.receivedBytes.increment(by: Int(attachment.file.size))
            metrics.reached(.received)
        }
        metrics.intake.observe((ContinuousClock.now - start) / .seconds(1))
        return accepted
    }

    /// The sender is told that it failed, the operator why.
    private func refusal(_ cause: any Error) -> IntakeError {
        log.error("A file could not be taken in.", ["cause": .string("\(cause)")])
        return IntakeError(storing: cause)
    }

    private func publish(_ files: [IncomingFile], from sender: Sender) async throws -> [Attachment] {
        var attachments: [Attachment] = []
        for file in files {
            let facts = try await file.publish()
            attachments.append(sender.attachment(file.id, facts, at: now()))
        }
        return attachments
    }

    private func destroy(_ files: [IncomingFile]) async {
        for file in files {
            file.discard()
            // What cannot be removed now has no ledger row: the next start's sweep of quarantine removes it.
            try? await store.destroy(file.id)
        }
    }
}

/// Who sends a message's files, and into which conversation.
public struct Sender: Sendable, Hashable {
    /// The way in.
    public var source: Attachment.Source
    /// The platform's conversation, when it is known.
    public var conversationID: String?
    /// The customer: the sender of the Open Messaging message.
    public var contactID: String?
    /// The sender's own message, when it has an identifier.
    public var messageID: String?

    /// Names a sender.
    public init(source: Attachment.Source, conversationID: String? = nil, contactID: String? = nil, messageID: String? = nil) {
        self.source = source
        self.conversationID = conversationID
        self.contactID = contactID
        self.messageID = messageID
    }

    func attachment(_ id: AttachmentID, _ file: FileFacts, at time: Date) -> Attachment {
        Attachment(
            id: id, source: source, conversationID: conversationID, contactID: contactID, messageID: messageID, file: file,
            createdAt: time)
    }
}
