import HTTPSemantics
public import Ledger
public import Lifecycle
public import ObjectStore
public import Observability
public import Pipeline

public import struct Foundation.Date

extension Gateway {
    /// Composes the gateway from its parts.
    ///
    /// - Parameter stop: the program's; senders who wait for an outcome are then answered without it.
    public init(
        intake: Intake, policy: LivePolicy, ledger: any Ledger, store: any ObjectStore, signer: LinkSigner, links: Links,
        keys: AccessKeys, probes: ProbeRoutes, cards: CardRoutes, now: @escaping @Sendable () -> Date,
        stop: StopSignal = StopSignal(), log: Logger = Logger()
    ) {
        let upload = UploadRoute(
            intake: intake, policy: policy, answers: .init(ledger: ledger, policy: policy, links: links, stop: stop), log: log)
        let attachments = AttachmentRoutes(ledger: ledger, links: links, keys: keys)
        let files = FileRoute(store: store, ledger: ledger, signer: signer, now: now)
        self.init(
            routes: [
                Route(.post, at: "/upload", for: .keys([.upload])) { request, _ in upload.receive(request) },
                Route(.get, .head, at: "/attachments", for: .keys([.operator]), receive: attachments.list),
                Route(.get, .head, at: "/attachments/{id}", for: .keys([.upload, .operator]), receive: attachments.show),
                Route(.post, at: "/attachments/{id}/retry", for: .keys([.operator]), receive: attachments.retry),
                Route(.get, .head, at: "/files/{id}/{name}", for: .open, receive: files.receive),
                Route(.get, .head, at: "/healthz", for: .open, receive: probes.health),
                Route(.get, .head, at: "/readyz", for: .open, receive: probes.readiness),
                Route(.get, .head, at: "/metrics", for: .keys([.metrics]), receive: probes.exposition),
            ] + cards.routes, keys: keys)
    }
}
