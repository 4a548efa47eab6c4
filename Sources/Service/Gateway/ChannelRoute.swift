import Attachments
import Channels
import Foundation
import HTTPServer
import JSON
import Observability
import Pipeline
import Signatures

/// `POST /channels/{channel}/messages`: a customer's message from one of our channels, text and files, signed with the channel's secret.
///
/// The words go out first, then each file as a message of its own, in order, once it is judged. All that is in the message comes from what is
/// signed; what is not signed decides only whether it is refused.
struct ChannelRoute: Sendable {
    let channels: LiveChannels
    let intake: Intake
    let policy: LivePolicy
    let remoteFiles: RemoteFiles
    let answers: UploadAnswers
    let now: @Sendable () -> Date
    let log: Logger

    /// The platform takes 2000 characters, and does not say of what kind: counted as UTF-16 they are never more than it counts.
    private static let maximumText = 2000

    /// Looks at the signature's form at once, and at the signature itself when the body is whole.
    func handle(_ request: Request, _ parameters: Route.Parameters, from principal: Principal) -> RequestHandling {
        guard let name = parameters["channel"], let channel = channels[name] else { return .answer(.notFound(request)) }
        guard !channel.secrets.inbound.isEmpty else { return .answer(.purposeWithoutSecret("inbound", of: name, request)) }
        do {
            let form = try Self.form(of: request)
            let running = try ChannelSignature(secrets: channel.secrets.inbound).begin(request.signedHead, now: now())
            guard running.isOpen else {
                log.refused(request, running.refusal)
                return .answer(.invalidSignature(request))
            }
            guard form != .httpMessage || channel.takesRawBodies else { throw UploadError.noRawBodies }
            return .consume(
                try consumer(of: request, from: principal, isFile: form == .httpMessage, StreamedSignature(running), on: name))
        } catch {
            return .answer(.refusal(of: request, error))
        }
    }

    private static func form(of request: Request) throws(UploadError) -> ChannelSignature.Form? {
        let forms = ChannelSignature.forms(in: request.fields)
        guard forms.count <= 1 else { throw .signedTwice }
        return forms.first
    }

    private func consumer(
        of request: Request, from principal: Principal, isFile: Bool, _ signature: StreamedSignature, on channel: String
    ) throws -> SignedBody {
        let key = try IdempotencyKey.of(request, channel: channel, at: .messages)
        let scope = UploadScope(.anybody, policy: policy.current)
        let bodies = MessageBodies(intake: intake, scope: scope)
        let complete: MessageBodies.Completion = { outcome in
            do {
                let message = try outcome.get()
                // The inner body is finished only when the signature is right.
                guard let proof = signature.proof else { return .invalidSignature(request) }
                let accepted = try await accept(message, on: channel, scope, key, proof)
                log.accepted(accepted, by: request)
                return await answers.outcome(of: accepted, for: request, to: Recipient(name: "channel \(channel)"))
            } catch {
                return .refusal(of: request, error)
            }
        }
        let body =
            isFile
            ? try bodies.consumer(ofFileWithSignedHead: request, complete: complete)
            : try bodies.consumer(ofSigned: request, complete: complete)
        return SignedBody(body, signature, limit: bodies.longest, from: principal) { refusal in
            switch refusal {
            case .signature: .invalidSignature(request)
            case .tooLong(let limit):
                .problem(
                    request, status: 413, "The message has more than \(limit) bytes in all. Send fewer or smaller files.",
                    members: ["limit_bytes": .integer(scope.maximumSize)])
            }
        }
    }

    private func accept(
        _ message: UploadMessage, on channel: String, _ scope: UploadScope, _ key: IdempotencyKey?, _ proof: SignatureProof
    ) async throws -> [Attachment] {
        guard !message.isPlatformMessage else {
            message.discard()
            throw UploadError.platformMessage
        }
        guard !message.files.isEmpty || !(message.text ?? "").isEmpty else { throw UploadError.emptyMessage }
        guard (message.text ?? "").utf16.count <= Self.maximumText else {
            message.discard()
            throw UploadError.textTooLong(maximum: Self.maximumText)
        }
        let files = try await remoteFiles.bring(message, limit: scope.maximumSize)
        let sender = Sender(
            source: .channel, conversationID: message.sender.conversationID, contactID: message.sender.contactID,
            messageID: message.sender.messageID)
        let draft = Submission.Draft(channel: channel, externalID: message.sender.messageID, text: message.text)
        let keys = [key, proof.key(scope: "messages/\(channel)")].compactMap(\.self)
        return try await intake.accept(
            Submission(files: files, sender: sender, message: draft, keys: keys, nonce: proof.nonce))
    }
}

extension UploadError {
    /// It may be signed with the same secret.
    fileprivate static let platformMessage = UploadError(
        status: 400,
        sentence:
            "The message has the form of the platform's messages to a customer ('direction' Outbound, 'originatingEntity', or a "
            + "'channel' with 'to' or 'from'). Leave these members out of what a customer writes.")
}

extension Logger {
    /// A signature that could not be right, whatever follows.
    func refused(_ request: Request, _ found: SignatureCheck?) {
        warning(
            "A signed message was refused.",
            ["request": .string(request.id), "path": .string(request.path), "signature": .string(found?.rawValue ?? "")])
    }
}

extension Response {
    /// The channel is not meant for this.
    static func purposeWithoutSecret(_ purpose: String, of channel: String, _ request: Request) -> Response {
        problem(
            request, status: 404,
            "The channel '\(channel)' takes nothing here: it has no secret for that. Set channels.\(channel).secret.\(purpose).")
    }
}
