public import Attachments
public import Channels
public import Genesys
import HTTPSemantics
public import Ledger
public import Lifecycle
public import ObjectStore
public import Observability
public import Pipeline

public import struct Foundation.Date
public import struct Foundation.URL

extension Gateway {
    /// Composes the gateway from its parts.
    ///
    /// - Parameters:
    ///   - addresses: the platform's, which are not passed on to customers.
    ///   - publicURL: under which clients reach it.
    ///   - words: what customers read.
    ///   - stop: the program's; senders who wait for an outcome are then answered without it.
    public init(
        intake: Intake, policy: LivePolicy, ledger: any Ledger, store: any ObjectStore, desk: ReviewService, erasures: ErasureDesk,
        signer: LinkSigner,
        links: Links, accessControl: AccessControl, channels: LiveChannels, remoteFiles: RemoteFiles, cards: CardService,
        bots: BotConnectorRoutes? = nil,
        addresses: PlatformAddresses = PlatformAddresses(Region(domain: "mypurecloud.com")), publicURL: URL,
        words: CustomerWords = CustomerWords(), probes: ProbeRoutes,
        now: @escaping @Sendable () -> Date,
        stop: StopSignal = StopSignal(), log: Logger = Logger()
    ) {
        let answers = UploadAnswers(
            ledger: ledger, policy: policy, links: links, patience: OutcomeWait(stop: stop), words: words)
        let upload = UploadRoute(
            intake: intake, policy: policy, remoteFiles: remoteFiles, allowances: TokenAllowances(ledger: ledger),
            answers: answers, log: log)
        let channel = ChannelRoute(
            channels: channels, intake: intake, policy: policy, remoteFiles: remoteFiles, answers: answers, now: now,
            log: log)
        let webhooks = WebhookRoutes(intake: intake, channels: channels, addresses: addresses, now: now, log: log)
        let attachments = AttachmentRoutes(ledger: ledger, links: links)
        let operators = OperatorRoutes(ledger: ledger, desk: desk, links: links)
        let erasure = ErasureRoute(desk: erasures)
        let files = FileRoute(store: store, ledger: ledger, signer: signer, now: now)
        let tokens = TokenRoute(tokens: accessControl.tokens, publicURL: publicURL, log: log)
        let widget = WidgetRoutes(policy: policy, words: words)
        self.init(
            routes: [
                Route(.post, at: "/upload", for: .keysAndTokens([.upload]), handle: upload.handle).forBrowsers(),
                Route(.post, at: "/tokens", for: .keys([.upload, .operator]), handle: tokens.handle),
                Route(.post, at: "/channels/{channel}/messages", for: .signed, handle: channel.handle),
                Route(.post, at: "/webhook/genesys", for: .signed, handle: webhooks.genesys),
                Route(.post, at: "/webhook/open-messaging/{channel}", for: .signed, handle: webhooks.openMessaging),
                Route(.get, .head, at: "/attachments", for: .keys([.operator]), handle: attachments.list),
                Route(.get, .head, at: "/attachments/{id}", for: .keysAndTokens([.upload, .operator]), handle: attachments.show)
                    .forBrowsers(),
                Route(.post, at: "/erasures", for: .keys([.operator]), handle: erasure.handle),
                Route(.get, .head, at: "/files/{id}/{name}", for: .signed, handle: files.handle),
                Route(.get, .head, at: "/widget-config.json", for: .open, handle: widget.json).forBrowsers(),
                Route(.get, .head, at: "/widget-config.js", for: .open, handle: widget.script).forBrowsers(),
            ] + probes.routes + operators.routes + CardRoutes(desk: cards, patience: OutcomeWait(stop: stop), log: log).routes
                + ClickRoute(desk: cards, channels: channels, log: log).routes + (bots?.routes ?? []) + UploadPage.routes,
            accessControl: accessControl, words: words, metrics: probes.metrics, log: log)
    }

    /// What a process shows that takes nothing in.
    public init(probes: ProbeRoutes, accessControl: AccessControl, log: Logger = Logger()) {
        self.init(routes: probes.routes, accessControl: accessControl, metrics: probes.metrics, log: log)
    }
}
