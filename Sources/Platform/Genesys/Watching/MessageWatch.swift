import Attachments
public import Foundation
public import Observability
public import Pipeline
public import Watcher

/// Takes down what customers send by the platform's own ways: each message with files is announced once, however often it is told.
///
/// Only what an event itself says goes into the ledger; the message is read, and its files are fetched, from there, with all the patience
/// that work in the ledger has. What agents send is not looked at, and attributes that change start nothing.
public struct MessageWatch: Sendable {
    private let intake: Intake
    private let includesOpenMessaging: Bool
    private let now: @Sendable () -> Date
    private let log: Logger
    private let recent = RecentKeys(limit: 10_000)

    /// Announces to an intake.
    ///
    /// - Parameter includesOpenMessaging: whether conversations of Open Messaging integrations are looked at, where files come through a
    ///   gateway already.
    public init(
        into intake: Intake, includesOpenMessaging: Bool = false, now: @escaping @Sendable () -> Date = { Date() },
        log: Logger = Logger()
    ) {
        self.intake = intake
        self.includesOpenMessaging = includesOpenMessaging
        self.now = now
        self.log = log
    }

    /// Takes one event. What the ledger does not take is tried again for a few seconds; after that the next backfill finds it.
    public func take(_ notification: Watcher.Notification) async {
        for attempt in 1... {
            do {
                return try await read(notification)
            } catch let error as GenesysError {
                return log.warning("An event of the platform was passed over.", ["cause": .string(error.description)])
            } catch {
                log.error("An event was not written down.", ["cause": .string("\(error)"), "attempt": .integer(Int64(attempt))])
                guard attempt < 5, (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            }
        }
    }

    private func read(_ notification: Watcher.Notification) async throws {
        let json = try IncomingJSON(notification.body)
        if let upload = MediaUploadEvent(json) {
            try await take(upload)
        } else if let conversation = ConversationMessages(json) {
            try await take(conversation)
        }
    }

    /// Takes a conversation as an event or the platform's API lists it.
    func take(_ conversation: ConversationMessages) async throws(IntakeError) {
        for message in conversation.messages where message.attachmentCount > 0 {
            guard let author = conversation.participants.first(where: { $0.id == message.participantID }),
                ["customer", "external"].contains(author.purpose), includesOpenMessaging || author.type != "open"
            else { continue }
            let count = min(message.attachmentCount, FetchedMessage.maximumAttachments)
            let files = (0..<count).map { index in
                AnnouncedFile(
                    message.media.indices.contains(index) ? message.media[index] : nil, index, of: count)
            }
            try await announce(message.id, of: conversation.conversationID, files)
        }
    }

    /// The tutorials' event names one file, and no message: the file stands for it.
    private func take(_ upload: MediaUploadEvent) async throws(IntakeError) {
        let file = upload.attachment
        guard let id = file.id else { return }
        let location = file.url.map(AnnouncedFile.Location.url) ?? .platformFile(id: id)
        try await announce(id, of: upload.conversationID, [AnnouncedFile(location: location, name: file.name)])
    }

    private func announce(_ message: String, of conversation: String, _ files: [AnnouncedFile]) async throws(IntakeError) {
        let key = "genesys/\(conversation)/\(message)"
        guard !recent.contains(key) else { return }
        let message = ConversationMessage(
            id: intake.nextMessageID(), key: key, direction: .inbound, source: .watcher, externalID: message,
            conversationID: conversation, createdAt: now())
        _ = try await intake.announce(message, files: files)
        recent.insert(key)
    }
}

extension AnnouncedFile {
    /// A file of a message that has still to be read; with what the event says of it already.
    fileprivate init(_ media: MessageAttachment?, _ index: Int, of count: Int) {
        self.init(
            location: .message(index: index, count: count), name: media?.name, claimedType: media?.mime,
            claimedSize: media?.size.map { Int64($0) })
    }
}
