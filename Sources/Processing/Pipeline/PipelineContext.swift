import Attachments
public import Ledger
public import ObjectStore
public import Observability

public import struct Foundation.Date

/// What every part of the pipeline works with; put together once.
public struct PipelineContext: Sendable {
    /// Where the bytes are.
    public var store: any ObjectStore
    /// Where everything else is.
    public var ledger: any Ledger
    /// The policy in force.
    public var policy: LivePolicy
    /// Whether released files and notices are handed to a courier; without one they stay in the safe store.
    public var delivers: Bool
    /// How much is done at once, how often it is tried, and what goes out for which outcome.
    public var configuration: PipelineConfiguration
    /// The clock.
    public var now: @Sendable () -> Date
    /// Chance, from 0 to 1, for waits between attempts.
    public var chance: @Sendable () -> Double
    /// What is counted and timed.
    public var metrics: StageMetrics
    /// Where it is told what happens.
    public var log: Logger

    /// Puts the parts together.
    public init(
        store: any ObjectStore, ledger: any Ledger, policy: LivePolicy, delivers: Bool, configuration: PipelineConfiguration,
        now: @escaping @Sendable () -> Date, chance: @escaping @Sendable () -> Double, metrics: StageMetrics, log: Logger
    ) {
        self.store = store
        self.ledger = ledger
        self.policy = policy
        self.delivers = delivers
        self.configuration = configuration
        self.now = now
        self.chance = chance
        self.metrics = metrics
        self.log = log
    }
}

extension PipelineContext {
    /// A step of an attachment, taken now.
    func entry(_ state: AttachmentState, _ detail: String) -> TimelineEntry {
        TimelineEntry(at: now(), state: state, detail: detail)
    }

    /// What somebody has done, now.
    func audit(
        _ action: String, by actor: String, about attachment: AttachmentID?, _ detail: String, reason: AuditReason? = nil
    ) -> AuditEntry {
        AuditEntry(at: now(), actor: actor, action: action, attachment: attachment, detail: detail, reason: reason)
    }

    /// The message that an attachment is a part of, where the gateway keeps one.
    func message(of attachment: Attachment) async throws -> ConversationMessage? {
        guard let id = attachment.partOf else { return nil }
        return try await ledger.message(id)
    }

    /// What goes out when an attachment has come to its end.
    func notifications(of attachment: Attachment, _ message: ConversationMessage?) -> OutcomeNotifications {
        OutcomeNotifications(attachment: attachment, message: message, delivers: delivers, rules: configuration.outcomes)
    }
}
