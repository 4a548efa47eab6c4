public import Attachments
import Ledger
import ObjectStore
import Observability

/// What operators decide about single attachments: let through, destroy, judge again, try again. Each decision is one ledger transaction, with
/// who it was and why in the audit log.
public struct ReviewService: Sendable {
    private static let longestReason = 500

    private let context: PipelineContext

    /// Composes the desk.
    public init(_ context: PipelineContext) { self.context = context }

    /// Lets through what is held. Never what is infected: such a file is not held, and its bytes are gone.
    ///
    /// First the bytes, then the ledger, as always: no link leads to what is not there. Who is cut off between the two does it again.
    /// - Returns: the attachment as it is then; `nil` when there is none.
    /// - Throws: `OperatorError`; else what store and ledger throw.
    public func release(_ id: AttachmentID, by holder: String, reason: String) async throws -> Attachment? {
        guard let attachment = try await context.ledger.attachment(id) else { return nil }
        guard attachment.state == .held, attachment.purgedAt == nil, attachment.verdict.outcome != .infected else {
            throw refusal("release", attachment)
        }
        let why = try Self.checked(reason)
        let message = try await context.message(of: attachment)
        do { try await context.store.release(id) } catch let error as ObjectStoreError where error.code == .notFound {
            throw OperatorError.notNow("release", attachment.state, isPurged: true)
        }
        return try await decide(
            "release", attachment, becoming: .released, from: [.held], by: holder, why,
            messages: context.notifications(of: attachment, message).release())
    }

    /// Destroys an attachment's bytes, whatever was decided before.
    ///
    /// First the ledger, then the bytes: a job destroys them as well, should this be cut off.
    /// - Returns: the attachment as it is then; `nil` when there is none.
    /// - Throws: `OperatorError`; else what store and ledger throw.
    public func delete(_ id: AttachmentID, by holder: String, reason: String?) async throws -> Attachment? {
        guard let attachment = try await context.ledger.attachment(id) else { return nil }
        let why = try reason.map(Self.checked)
        let states = Set(AttachmentState.allCases.filter { $0.canBecome(.rejected) })
        let deleted = try await decide(
            "delete", attachment, becoming: .rejected, from: states, by: holder, why, queuesJob: true)
        try await context.store.destroy(id)
        return deleted
    }

    /// Has an attachment that is held, or was given up, judged again from the start, behind everything that waits already.
    ///
    /// - Returns: the attachment as it is then; `nil` when there is none.
    /// - Throws: `OperatorError`; else what the ledger throws.
    public func rescan(_ id: AttachmentID, by holder: String, reason: String?) async throws -> Attachment? {
        guard let attachment = try await context.ledger.attachment(id) else { return nil }
        let why = try reason.map(Self.checked)
        return try await decide(
            "rescan", attachment, becoming: .received, from: [.held, .failed], by: holder, why, queuesJob: true)
    }

    /// Takes up again what was given up.
    ///
    /// - Returns: the attachment as it is then; `nil` when there is none.
    /// - Throws: `OperatorError` when nothing was given up; else what the ledger throws.
    public func retry(_ id: AttachmentID, by holder: String, reason: String?) async throws -> Attachment? {
        guard let attachment = try await context.ledger.attachment(id) else { return nil }
        let why = try reason.map(Self.checked)
        guard try await context.ledger.retry(id, by: holder, reason: why ?? "") else {
            throw OperatorError(
                code: .notNow, description: "Nothing of this attachment, which is \(attachment.state.rawValue), was given up.")
        }
        return try await context.ledger.attachment(id)
    }

    private func decide(
        _ what: String, _ attachment: Attachment, becoming state: AttachmentState, from states: Set<AttachmentState>,
        by holder: String, _ why: String?, messages: [NewMessage] = [], queuesJob: Bool = false
    ) async throws -> Attachment? {
        let done = "\(what)\(what.hasSuffix("e") ? "d" : "ned") by an operator (\(holder))"
        let reason = try why.map { try AuditReason($0) }
        do {
            let decided = try await context.ledger.rule(
                Transition(
                    attachment: attachment.id, states: states, entry: context.entry(state, Self.sentence(done, why)),
                    messages: messages,
                    audit: [context.audit("attachment.\(what)", by: holder, about: attachment.id, done, reason: reason)],
                    queuesJob: queuesJob))
            context.metrics.reached(state)
            context.log.info("An operator decided.", ["attachment": .string(attachment.id.description), "what": .string(what)])
            return decided
        } catch let error as LedgerError where error.code == .illegalTransition {
            throw refusal(what, try await context.ledger.attachment(attachment.id) ?? attachment)
        }
    }

    private func refusal(_ what: String, _ attachment: Attachment) -> OperatorError {
        .notNow(what, attachment.state, isPurged: attachment.purgedAt != nil)
    }

    /// One line, and nothing in it that a terminal or a log would obey.
    private static func checked(_ reason: String) throws -> String {
        let isPlain = reason.unicodeScalars.allSatisfy {
            ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
        guard isPlain, reason.count <= longestReason, reason.contains(where: { !$0.isWhitespace }) else {
            throw OperatorError.reasonMissing
        }
        return reason
    }

    private static func sentence(_ what: String, _ why: String?) -> String { what + (why.map { ": \($0)" } ?? "") }
}
