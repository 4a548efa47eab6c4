import Attachments
import Channels
import HTTPSemantics
import HTTPServer
import JSON
import Observability
import Pipeline
import Signatures

/// `POST /channels/{channel}/messages`: a customer's message from one of our channels, text and files, signed with the channel's secret.
///
/// The words go out first, then each file as a message of its own, in order, once it is judged.
struct ChannelRoute: Sendable {
    let channels: LiveChannels
    let intake: Intake
    let policy: LivePolicy
    let remoteFiles: RemoteFiles
    let answers: UploadAnswers
    let log: Logger

    /// The platform takes 2000 characters, and does not say of what kind: counted as UTF-16 they are never more than it counts.
    private static let maximumText = 2000

    /// Looks at the signature's form at once, and at the signature itself when the body is whole.
    func receive(_ request: Request, _ parameters: Route.Parameters) -> Reception {
        guard let name = parameters["channel"], let channel = channels[name] else { return .answer(.notFound(request)) }
        do {
            let check = try HubSignature(secrets: channel.secrets).begin(request.fields.values(of: HubSignature.fieldName))
            guard check.isOpen else { return .answer(.invalidSignature(request)) }
            let key = try IdempotencyKey.of(request, channel: name)
            let scope = UploadScope(.anybody, policy: policy.current)
            let bodies = MessageBodies(intake: intake, scope: scope)
            let body = try bodies.consumer(of: request) { outcome in
                do {
                    let accepted = try await accept(try outcome.get(), on: name, scope, key)
                    log.accepted(accepted, by: request)
                    return await answers.outcome(of: accepted, for: request, to: "channel \(name)")
                } catch {
                    return .refusal(of: request, error)
                }
            }
            return .consume(
                SignedBody(body, check, limit: bodies.longest) { refusal in
                    switch refusal {
                    case .signature: .invalidSignature(request)
                    case .tooLong(let limit):
                        .problem(
                            request, status: 413, "The message has more than \(limit) bytes in all. Send fewer or smaller files.",
                            members: ["limit_bytes": .integer(scope.maximumSize)])
                    }
                })
        } catch {
            return .answer(.refusal(of: request, error))
        }
    }

    private func accept(
        _ message: UploadMessage, on channel: String, _ scope: UploadScope, _ key: IdempotencyKey?
    ) async throws -> [Attachment] {
        guard !message.files.isEmpty || !(message.text ?? "").isEmpty else { throw UploadError.emptyMessage }
        guard (message.text ?? "").utf16.count <= Self.maximumText else {
            message.discard()
            throw UploadError.textTooLong(maximum: Self.maximumText)
        }
        let files = try await remoteFiles.bring(message, limit: scope.maximumSize)
        let sender = Sender(
            source: .channel, conversationID: message.sender.conversationID, contactID: message.sender.contactID,
            messageID: message.sender.messageID)
        let draft = Consignment.Draft(channel: channel, externalID: message.sender.messageID, text: message.text)
        return try await intake.accept(Consignment(files: files, sender: sender, message: draft, key: key))
    }
}
