/// How much the pipeline does at once and how it tries again.
public struct PipelineConfiguration: Sendable {
    /// Attachments in hand at once; scanning has a limit of its own, this one keeps the other stages busy meanwhile.
    public var concurrentJobs = 32
    /// Deliveries in flight at once.
    public var concurrentDeliveries = 16
    /// Files fetched at once.
    public var concurrentFetches = 8
    /// Waits between attempts at a fetch.
    public var fetchBackoff = Backoff(base: .seconds(1), cap: .seconds(300))
    /// How often a fetch is tried before it is given up: about a day with the default waits.
    public var maximumFetchAttempts = 300
    /// The same for a file of an agent's message, behind which the next ones wait: about ten minutes.
    public var maximumOutboundFetchAttempts = 10
    /// How often a file is looked for that is not there: the platform may tell of it before it has it. About five minutes.
    public var maximumSearches = 9
    /// How long work is ours; renewed while it goes on, taken up by another when it runs out.
    public var lease: Duration = .seconds(60)
    /// How long work in hand may go on after the stop; then it is put down, and goes on at the next start.
    public var patience: Duration = .seconds(8)
    /// How long an idle service waits for a wake-up before it looks for work by itself: a safety net, not the way work is found.
    public var longestSleep: Duration = .seconds(5)
    /// Waits while nobody can scan.
    public var scanBackoff = Backoff(base: .milliseconds(500), cap: .seconds(10))
    /// A larger file's inspection is recorded before its scan, so that one can see how far it is; a smaller one's scan is over sooner than
    /// the record would be.
    public var quickScanBytes: Int64 = 1_000_000
    /// How often bytes are sent to a scanner that works, and yet cannot judge them, before an operator has to look.
    public var maximumScanAttempts = 12
    /// How often work is taken up that fails for another reason, such as a broken disk, before an operator has to look: about a day
    /// with the default waits.
    public var maximumAttempts = 17_000
    /// Waits between attempts at a delivery.
    public var deliveryBackoff = Backoff(base: .seconds(1), cap: .seconds(300))
    /// How often a delivery is tried before it is parked: about a day with the default waits.
    public var maximumDeliveryAttempts = 300
    /// How often a card is tried before it has failed, about ten minutes with the default waits: later nobody waits for it any more. As
    /// often what became of a card is reported.
    public var maximumCardAttempts = 12
    /// What is told of cards.
    public var cardAccount = CardAccount(reports: false, transcripts: false)
    /// How long a file that is still being judged holds up what the same customer sent after it.
    public var orderPatience: Duration = .seconds(3)

    /// What goes out for which outcome.
    public var outcomes = OutcomeRules()
    /// Told of each failpoint that is passed; for tests.
    public var passing: @Sendable (Failpoint) -> Void = { _ in }

    /// The defaults.
    public init() {}

    func maximumAttempts(_ persistence: DeliveryPersistence) -> Int {
        persistence == .brief ? maximumCardAttempts : maximumDeliveryAttempts
    }
}
