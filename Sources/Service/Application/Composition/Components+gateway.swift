import Configuration
import Gateway
import Genesys
import HTTPServer
import Pipeline

/// The way in: what the server answers by.
extension Components {
    /// All routes where files are taken in, else what shows how the process is.
    func handler() throws -> any RequestHandler {
        let probes = ProbeRoutes(ledger: ledger, store: store, scanner: engine.scanner, metrics: metrics)
        let accessControl = AccessControl(
            keys: settings.keys, tokens: configuration.uploadTokens(secret: secret, now: dependencies.now), limits: settings.limits,
            unverified: settings.unverified, crossOrigin: settings.crossOrigin)
        guard roles.contains(.gateway) else { return Gateway(probes: probes, accessControl: accessControl, log: log) }
        let cards = try cardDesk()
        return Gateway(
            intake: intake, policy: settings.policy, ledger: ledger, store: store, desk: ReviewService(pipeline),
            erasures: ErasureDesk(pipeline, key: secret), signer: address.signer,
            links: address.links, accessControl: accessControl, channels: settings.channels,
            remoteFiles: RemoteFiles(configuration.downloads, configuration.proxy, http: http, into: intake, log: log),
            cards: cards,
            bots: BotConnectorRoutes(try configuration.bots(for: cards), desk: cards, http: http, log: log),
            addresses: configuration.genesys.addresses, publicURL: address.url, words: configuration.customerWords, probes: probes,
            now: dependencies.now, stop: stop, log: log)
    }

    private func cardDesk() throws -> CardService {
        CardService(
            builder: try configuration.cards.builder(), ledger: ledger, isTutorial: configuration.genesys.routes == .tutorial,
            channels: settings.channels, account: pipeline.configuration.cardAccount, metrics: stages.cards, now: dependencies.now,
            newMessageID: dependencies.newMessageID)
    }
}
