public import Ledger
public import Lifecycle
public import Observability

public import struct Foundation.Date

/// The service that forgets senders' idempotency keys, and the counts of upload tokens that have run out: a ledger would grow with every
/// request that has one.
public struct ClaimExpiry: Service {
    /// What logs call it.
    public let name = "claim-expiry"

    private let ledger: any Ledger
    private let lifetime: Duration
    private let interval: Duration
    private let now: @Sendable () -> Date
    private let log: Logger

    /// Makes the service.
    ///
    /// - Parameters:
    ///   - lifetime: how long a key is remembered at least.
    ///   - interval: how often old ones are looked for.
    public init(
        _ ledger: any Ledger, after lifetime: Duration = .seconds(86_400), every interval: Duration = .seconds(3600),
        now: @escaping @Sendable () -> Date, log: Logger
    ) {
        self.ledger = ledger
        self.lifetime = lifetime
        self.interval = interval
        self.now = now
        self.log = log
    }

    /// Forgets until the stop.
    public func run(until stop: StopSignal) async {
        while !stop.isTriggered && !Task.isCancelled {
            await forget()
            await stop.wait(atMost: interval)
        }
    }

    func forget() async {
        do {
            try await ledger.forgetClaims(before: now() + (.zero - lifetime))
        } catch {
            log.warning("Old idempotency keys were not forgotten; trying again later.", ["cause": .string("\(error)")])
        }
    }
}
