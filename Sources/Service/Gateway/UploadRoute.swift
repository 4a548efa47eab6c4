import Attachments
import HTTPServer
import Observability
import Pipeline

/// `POST /upload`: one message with its files, as a form, as JSON or as the bare file.
struct UploadRoute: Sendable {
    let intake: Intake
    let policy: LivePolicy
    let remoteFiles: RemoteFiles
    let allowances: TokenAllowances
    let answers: UploadAnswers
    let log: Logger

    /// Refuses on the head what can be refused there; otherwise takes the body as it arrives.
    func handle(_ request: Request, _ parameters: Route.Parameters, from principal: Principal) -> RequestHandling {
        do {
            let scope = UploadScope(principal, policy: policy.current)
            let key = try IdempotencyKey.of(request, principal, at: .uploads)
            guard let allowance = scope.allowance else { return take(request, scope, key, from: principal) }
            return .decide {
                do {
                    let place = try await allowances.admit(allowance, key)
                    return { take(request, scope.limited(toFiles: place.files), key, from: principal, place) }
                } catch {
                    return { .answer(.refusal(of: request, error)) }
                }
            }
        } catch {
            return .answer(.refusal(of: request, error))
        }
    }

    private func take(
        _ request: Request, _ scope: UploadScope, _ key: IdempotencyKey?, from principal: Principal,
        _ place: TokenAllowances.Place? = nil
    ) -> RequestHandling {
        do {
            return .consume(
                try MessageBodies(intake: intake, scope: scope).consumer(of: request) { outcome in
                    do {
                        let accepted = try await accept(try outcome.get(), scope, key, place)
                        log.accepted(accepted, by: request)
                        return await answers.outcome(of: accepted, for: request, to: principal.recipient)
                    } catch {
                        return .refusal(of: request, error)
                    }
                })
        } catch {
            return .answer(.refusal(of: request, error))
        }
    }

    private func accept(
        _ message: UploadMessage, _ scope: UploadScope, _ key: IdempotencyKey?, _ place: TokenAllowances.Place?
    ) async throws -> [Attachment] {
        // Before the outcome is waited for: the ledger counts from here on.
        defer { place?.end() }
        guard !message.files.isEmpty else { throw UploadError.noFile }
        do {
            try place?.hold(message.files.count)
        } catch {
            message.discard()
            throw error
        }
        let files = try await remoteFiles.bring(message, limit: scope.maximumSize)
        let sender = Sender(
            source: .upload, conversationID: message.sender.conversationID, contactID: message.sender.contactID,
            messageID: message.sender.messageID)
        return try await intake.accept(
            Submission(
                files: files, sender: sender, keys: [key].compactMap(\.self), allowance: scope.allowance))
    }
}

extension Logger {
    /// Which attachments came of a request.
    func accepted(_ attachments: [Attachment], by request: Request) {
        for attachment in attachments {
            info(
                "Accepted.",
                [
                    "attachment": .string(attachment.id.description), "request": .string(request.id),
                    "bytes": .integer(attachment.file.size),
                ])
        }
    }
}
