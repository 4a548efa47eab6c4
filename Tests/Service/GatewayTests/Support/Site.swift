import Application
import Attachments
import Channels
import Configuration
import Crypto
import Egress
import Foundation
import Gateway
import HTTPClient
import Ledger
import ObjectStore
import Observability
import PrivateClamd
import Synchronization
import TestApplication
import TestSupport

/// The gateway in this process, with everything behind it that is real. What goes out stays in the outbox.
struct Site: Sendable {
    /// Keys by what they may do.
    enum Key: String, CaseIterable {
        case upload = "key-of-an-uploader"
        case `operator` = "key-of-an-operator"
        case metrics = "key-of-prometheus"
        case cards = "key-of-a-sender-of-cards"
    }

    let application: TestApplication
    let scanner: ScannerSwitch
    let clock: TestClock
    let http = HTTPClient()

    var folder: TestFolder { application.folder }
    var port: UInt16 { application.port }
    var ledger: any Ledger { application.ledger }
    var signer: LinkSigner { application.application.components.address.signer }

    static let webhookSecret = Secret("the-secret-of-the-platform")
    static let channels = [
        "shop": Channel(
            integrationID: "integration-1",
            secrets: ChannelSecrets(shared: [Secret("the-new-secret-of-the-shop"), Secret("the-old-secret-of-the-shop")]),
            outboundURL: URL(string: "http://127.0.0.1:9/messages")),
        // Has the secret of another, which is bad.
        "kiosk": Channel(
            integrationID: "integration-2", secrets: ChannelSecrets(shared: [Secret(newSecret)]), outboundURL: nil,
            takesRawBodies: true),
        "till": Channel(
            integrationID: "integration-3",
            secrets: ChannelSecrets(
                inbound: [Secret("the-secret-of-the-till")], events: [Secret("the-events-of-the-till")], outbound: []),
            outboundURL: nil),
        // Only takes cards.
        "sign": Channel(
            integrationID: "integration-4",
            secrets: ChannelSecrets(inbound: [], events: [], outbound: [Secret("the-posts-to-the-sign")]), outboundURL: nil),
    ]

    /// A key with every role.
    static let anyKey = "key-of-somebody-who-may-do-everything"
    static let maximumSize: Int64 = 100_000

    /// A card's template, called `named`.
    private static let template = #"{"fields":{"name":{"required":true}},"card":{"title":"Order of {{name}}"}}"#

    /// What a test wants otherwise.
    struct Settings: Sendable {
        var configuration: LazaretConfiguration
        var dependencies: Dependencies
        var log = Logger()

        /// Puts limits in force.
        mutating func limit(_ rates: RateLimits, _ unverified: UnverifiedLimits = UnverifiedLimits()) {
            configuration.limits.rates = rates
            configuration.limits.unverified.total = unverified.total ?? 0
            configuration.limits.unverified.perAddress = unverified.perAddress ?? 0
        }

        /// Whether what comes of a file is put into the outbox; there it stays.
        mutating func deliver() {
            configuration.genesys.clientId = "client"
            configuration.genesys.clientSecret = Secret("secret")
        }
    }

    /// Runs the gateway for as long as the body runs.
    ///
    /// - Parameters:
    ///   - works: whether a worker judges what comes in.
    ///   - delivers: whether what comes of it is put into the outbox; there it stays.
    ///   - change: puts in what the test wants otherwise.
    static func run(
        works: Bool = true, delivers: Bool = false, changing change: (inout Settings) throws -> Void = { _ in },
        _ body: @escaping @Sendable (Site) async throws -> Void
    ) async throws {
        let folder = try TestFolder()
        let clock = TestClock.running()
        let scanner = ScannerSwitch(try clamd())
        var settings = Settings(
            configuration: try configuration(in: folder), dependencies: dependencies(clock, scanner))
        if delivers { settings.deliver() }
        try change(&settings)
        try await TestApplication.run(
            settings.configuration, in: folder, roles: works ? [.gateway, .worker] : [.gateway], with: settings.dependencies,
            log: settings.log,
            only: works ? ["http-server", "worker"] : ["http-server"]
        ) { application in
            try await body(Site(application: application, scanner: scanner, clock: clock))
        }
    }

    private static func configuration(in folder: TestFolder) throws -> LazaretConfiguration {
        var configuration = LazaretConfiguration()
        configuration.policy = Policy(maximumSize: maximumSize)
        configuration.auth.keys =
            try Key.allCases.map { try accessKey($0.rawValue, $0.rawValue, [$0.role]) }
            + [accessKey("anybody", anyKey, Role.allCases)]
        configuration.limits.rates = .none
        (configuration.limits.unverified.total, configuration.limits.unverified.perAddress) = (0, 0)
        configuration.genesys.placeholderAfter = .zero
        configuration.channels = channels
        configuration.genesys.webhookSecret = [webhookSecret]
        configuration.analytics.url = URL(string: "http://127.0.0.1:9/reports")
        try folder.write(template, to: "cards/named.json")
        configuration.cards.templates = folder.path("cards")
        // Reaches what a test starts on loopback, and nothing else that is private.
        configuration.downloads.allowHTTP = true
        configuration.downloads.allowPrivate = [AddressBlock("127.0.0.1")].compactMap(\.self)
        configuration.downloads.timeout = .seconds(10)
        return configuration
    }

    private static func accessKey(_ name: String, _ key: String, _ roles: [Role]) throws -> AuthSection.Key {
        var section = AuthSection.Key()
        (section.name, section.sha256, section.roles) = (name, try SHA256.hash(Array(key.utf8)).hex, roles)
        return section
    }

    private static func dependencies(_ clock: TestClock, _ scanner: ScannerSwitch) -> Dependencies {
        var dependencies = Dependencies()
        dependencies.now = { clock.now }
        dependencies.chance = { 0.5 }
        dependencies.scanner = scanner
        dependencies.tuning.ledger.busyTimeout = .milliseconds(100)
        let made = Counter()
        dependencies.newMessageID = {
            let count = made.next()
            return count == 1 ? "new-message" : "new-message-\(count)"
        }
        return dependencies
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }
}

extension Site.Key {
    fileprivate var role: Role {
        switch self {
        case .upload: .upload
        case .operator: .operator
        case .metrics: .metrics
        case .cards: .cards
        }
    }
}
