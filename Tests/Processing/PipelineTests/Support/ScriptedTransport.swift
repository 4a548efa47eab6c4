import Attachments
import Foundation
import Pipeline
import Synchronization

/// Takes every kind of message, notes each one, and answers what the test wants.
final class ScriptedTransport: Sendable {
    /// What was sent, whatever its kind.
    struct Seen: Sendable {
        let idempotencyKey: String
        let channel: String?
        let message: any OutgoingMessage
    }

    private let seen = Mutex<[Seen]>([])
    private let answer: @Sendable (Int) async -> DeliveryResult

    /// - Parameter answer: is given the number of the delivery, from 1.
    init(_ answer: @escaping @Sendable (Int) async -> DeliveryResult = { _ in .delivered(remoteID: "remote", detail: "taken") }) {
        self.answer = answer
    }

    var deliveries: [Seen] { seen.withLock { $0 } }

    /// The messages of one kind.
    func messages<Message: OutgoingMessage>(_ kind: Message.Type = Message.self) -> [Message] {
        deliveries.compactMap { $0.message as? Message }
    }

    /// Those that carried a file.
    var links: [URL] { messages(OutgoingFile.self).map(\.link) }

    /// The words of those that carried a notice.
    var texts: [String] { messages(OutgoingNotice.self).map(\.text) }

    private static let kinds: [any OutgoingMessage.Type] = [
        OutgoingFile.self, OutgoingNotice.self, OutgoingText.self, OutgoingForward.self, OutgoingReceipt.self,
        OutgoingPlaceholder.self, OutgoingAttributes.self, OutgoingRemoval.self, OutgoingAlert.self, OutgoingDisconnection.self,
        OutgoingNote.self, OutgoingHandover.self, OutgoingCard.self, OutgoingTranscript.self, OutgoingClick.self,
        OutgoingReport.self,
    ]

    /// Routes every kind here.
    var router: DeliveryRouter {
        var router = DeliveryRouter()
        for kind in Self.kinds { route(kind, in: &router) }
        return router
    }

    private func route<Message: OutgoingMessage>(_ kind: Message.Type, in router: inout DeliveryRouter) {
        router.register(kind) { delivery in
            await self.answer(
                self.seen.withLock { seen in
                    seen.append(
                        Seen(idempotencyKey: delivery.idempotencyKey, channel: delivery.channel, message: delivery.message))
                    return seen.count
                })
        }
    }
}
