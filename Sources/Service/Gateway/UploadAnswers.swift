import Attachments
import HTTPSemantics
import HTTPServer
import JSON
import Ledger
import Pipeline

/// What a sender is told of an accepted upload: its outcome when it is there in time, else where to ask for it.
struct UploadAnswers: Sendable {
    let ledger: any Ledger
    let policy: LivePolicy
    let links: Links
    let patience: OutcomeWait
    /// What customers read.
    let words: CustomerWords

    /// Waits for what becomes of the files and answers with it.
    ///
    /// - Parameter reader: who gets the answer, and the links.
    func outcome(of accepted: [Attachment], for request: Request, to reader: Recipient) async -> Response {
        do {
            return try await answer(request, reader, try await settle(accepted, within: OutcomeWait.asked(by: request)))
        } catch {
            // The files are accepted and stay so; it is only their outcome that could not be read.
            return await .orUnavailable(request) { try pending(accepted.map { .brief($0, for: reader) }) }
        }
    }

    private func settle(_ accepted: [Attachment], within wait: Duration) async throws -> [Attachment] {
        let deadline = ContinuousClock.now + wait
        var settled: [Attachment] = []
        for attachment in accepted {
            settled.append(try await settle(attachment.id, atMost: max(.zero, deadline - .now)) ?? attachment)
        }
        return settled
    }

    private func settle(_ id: AttachmentID, atMost limit: Duration) async throws -> Attachment? {
        try await patience.outcome {
            try await ledger.settled(id, atMost: limit)
        } atStop: {
            try await ledger.attachment(id)
        }
    }

    private func answer(_ request: Request, _ reader: Recipient, _ attachments: [Attachment]) async throws -> Response {
        let outcomes = attachments.map(UploadOutcome.init)
        if outcomes.allSatisfy({ $0 == .refused }),
            let refusal = Response.refusal(of: attachments, allowed: policy.current.allow, for: request, to: reader, in: words)
        {
            return refusal
        }
        let resources = try await AttachmentView.all(attachments, for: reader, ledger: ledger, links: links)
        if outcomes.contains(.pending) { return try pending(resources) }
        return try .json(UploadResult(message: Self.summary(outcomes), attachments: resources))
    }

    private static func summary(_ outcomes: [UploadOutcome]) -> String {
        // Words alone: there is no file to wait for.
        if outcomes.isEmpty { return "Message accepted" }
        return outcomes.contains(.refused)
            ? "Some files were refused; the verdict of each says why" : "File uploaded successfully"
    }

    private func pending(_ resources: [AttachmentView]) throws -> Response {
        let result = UploadResult(message: "File accepted; it is not released yet", attachments: resources)
        var response = try Response.json(result, status: 202)
        if let first = resources.first { response.fields["Location"] = "/attachments/\(first.id)" }
        return response
    }
}

/// How far a file of an upload has come, as its sender sees it.
enum UploadOutcome: Sendable, Hashable {
    /// It is on its way to the agent.
    case released
    /// It is destroyed.
    case refused
    /// It is worked on, or waits for a scanner or an operator.
    case pending

    init(_ attachment: Attachment) {
        switch attachment.state {
        case .released, .delivered: self = .released
        case .rejected, .infected: self = .refused
        case .received, .inspected, .scanned, .held, .failed: self = .pending
        }
    }
}

/// The body of an upload's answer: `attachment` for one file, `attachments` for several.
struct UploadResult: Encodable {
    let message: String
    let attachments: [AttachmentView]

    private enum Key: String, CodingKey {
        case message, attachment, attachments
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(message, forKey: .message)
        if attachments.count == 1 {
            try container.encode(attachments[0], forKey: .attachment)
        } else {
            try container.encode(attachments, forKey: .attachments)
        }
    }
}
