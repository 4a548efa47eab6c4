import Attachments
import Testing

@testable import Configuration

struct ValidationTests {
    private static let digest = String(repeating: "aB", count: 32)

    @Test(
        arguments: [
            "{server: {address: \"0.0.0.0\", port: 0, publicURL: \"https://files.example.com/base\"}}",
            "{server: {publicURL: \"http://127.0.0.1:8080\"}}", "{server: {publicURL: \"http://[::1]:8080\"}}",
            "{server: {tls: {certificate: \"c\", key: \"k\"}}}",
            "{server: {trustedProxies: [\"127.0.0.1\", \"10.0.0.0/8\", \"::1\", \"fd00::/8\", \"0.0.0.0/0\"]}}",
            "{server: {minimumRate: 0, maximumConnectionsPerAddress: 0}}",
            "{auth: {keys: [{name: \"a\", sha256: \"\(digest)\", roles: [\"operator\"]}]}}",
            "{ledger: \"postgresql://u:p@host/db\"}", "{policy: {maximumSize: 1}}", "{policy: {maximumSize: \"2GB\"}}",
            "{policy: {allow: [\"image/*\", \"Audio/*\", \"image/jpg\", \"application/vnd.apple.pages\"]}}",
            "{policy: {allow: [\"application/vnd.openxmlformats-officedocument.wordprocessingml.document\", \"image/svg+xml\"]}}",
            "{scanner: {clamd: [\"unix:/run/clamd\", \"tcp://10.0.0.5:3310\", \"tcp://[::1]:3310\", \"tcp://clamd:3310\"], concurrency: 4}}",
            "{genesys: {region: \"new1.pure.cloud\", loginURL: \"http://localhost:8090\", streamingURL: \"ws://127.0.0.1:8090\"}}",
            "{genesys: {clientId: \"a\", clientSecret: \"b\", webhookSecret: \"0123456789abcdef\"}}",
            "{genesys: {routeOverrides: {notice: \"POST api /a/{contactId}\"}, downloadHosts: [\"*.example.com\", \"a.b\"]}}",
            "{downloads: {hosts: [\"a.example.com\"], allowPrivate: [\"10.0.0.0/8\", \"fd00::/8\"], ports: [8443], allowHTTP: true}}",
            "{channels: {\"shop-2\": {integrationId: \"i\", secret: \"0123456789abcdef\", outboundURL: \"https://h.example/x?key=1\"}}}",
            "{channels: {shop: {integrationId: \"i\", secret: {inbound: [\"0123456789abcdef\"], events: \"1123456789abcdef\"}, rawBodies: true}}}",
            "{channels: {shop: {integrationId: \"i\", secret: {outbound: \"0123456789abcdef\"}, outboundURL: \"https://h.example/x\"}}}",
            "{genesys: {topics: [\"v2.users.8e2c4b90-1f6d.conversations\"], placeholderAfter: \"0s\", onInfected: {disconnect: true}}}",
            "{notices: {de: {infected: \"Nein.\"}, \"pt-br\": {}}, noticeLanguage: \"de\"}",
            "{notices: {en: {empty: \"Nothing.\"}}}",
            "{notices: {de: {infected: \"{{{name}}}\", page: {busy: \"Noch {seconds} s\"}}}}",
            "{handover: {url: \"https://h.example/x\", secret: [\"0123456789abcdef\"], outcomes: [\"held\", \"failed\"]}}",
            "{analytics: {url: \"https://h.example/x\", secret: \"0123456789abcdef\"}}", "{logging: {level: \"debug\"}}",
        ])
    func accepts(_ text: String) throws {
        #expect(try problems(text) == [])
    }

    @Test(
        arguments: [
            ("{server: {address: \"localhosts\"}}", "server.address"), ("{server: {address: \"256.0.0.1\"}}", "server.address"),
            ("{server: {port: -1}}", "server.port"), ("{server: {port: 80.5}}", "server.port"),
            ("{server: {port: \"80\"}}", "server.port"),
            ("{server: {port: true}}", "server.port"), ("{server: {maximumConnections: 0}}", "server.maximumConnections"),
            ("{server: {publicURL: \"http://files.example.com\"}}", "server.publicURL"),
            ("{server: {publicURL: \"http://127.0.0.1.example.com\"}}", "server.publicURL"),
            ("{server: {publicURL: \"files.example.com\"}}", "server.publicURL"),
            ("{server: {publicURL: \"https://u:p@files.example.com\"}}", "server.publicURL"),
            ("{server: {publicURL: \"https://files.example.com?x\"}}", "server.publicURL"),
            ("{server: {publicURL: \"ftp://files.example.com\"}}", "server.publicURL"),
            ("{server: {trustedProxies: [\"10.0.0.0/33\"]}}", "server.trustedProxies[0]"),
            ("{server: {trustedProxies: [\"::1\", \"proxy\"]}}", "server.trustedProxies[1]"),
            ("{server: {trustedProxies: [\"10.0.0.0/+8\"]}}", "server.trustedProxies[0]"),
            ("{server: {headTimeout: \"0s\"}}", "server.headTimeout"),
            ("{server: {maximumHeadSize: \"1MB\"}}", "server.maximumHeadSize"),
            ("{server: {tls: {certificate: \"c\"}}}", "server.tls.key"),
            ("{server: {tls: {key: \"k\"}}}", "server.tls.certificate"),
            ("{server: {gracePeriod: \"2h\"}}", "server.gracePeriod"), ("{server: {gracePeriod: \"0s\"}}", "server.gracePeriod"),
            ("{genesys: {topics: [\"v2.routing.queues.{id}.conversations.messages\"]}}", "genesys.topics[0]"),
            ("{genesys: {placeholderAfter: \"2h\"}}", "genesys.placeholderAfter"),
            ("{notices: {DE: {}}}", "notices.DE"), ("{notices: {de: {infected: \"\"}}}", "notices.de.infected"),
            ("{notices: {de: {virus: \"x\"}}}", "notices.de.virus"), ("{noticeLanguage: \"de\"}", "noticeLanguage"),
            ("{notices: {de: {infected: \"{nam}\"}}}", "notices.de.infected"),
            ("{notices: {de: {infected: \"a { b\"}}}", "notices.de.infected"),
            ("{notices: {de: {tooBusy: \"{name}\"}}}", "notices.de.tooBusy"),
            ("{notices: {de: {page: {busy: \"{second}\"}}}}", "notices.de.page.busy"),
            ("{notices: {de: {page: {leads: \"x\"}}}}", "notices.de.page.leads"),
            ("{handover: {url: \"https://h.example/x\"}}", "handover.secret"),
            ("{handover: {secret: \"0123456789abcdef\"}}", "handover.url"),
            ("{handover: {outcomes: [\"scanned\"]}}", "handover.outcomes[0]"),
            ("{data: \"\"}", "data"), ("{data: 5}", "data"),
            ("{auth: {keys: [{sha256: \"\(digest)\", roles: [\"upload\"]}]}}", "auth.keys[0].name"),
            ("{auth: {keys: [{name: \"a\", sha256: \"\(digest)0\", roles: [\"upload\"]}]}}", "auth.keys[0].sha256"),
            ("{auth: {keys: [{name: \"a\", sha256: \"\(digest)\", roles: []}]}}", "auth.keys[0].roles"),
            ("{auth: {tokenSecret: \"short\"}}", "auth.tokenSecret"), ("{ledger: \"mysql://h/d\"}", "ledger"),
            ("{ledger: \"postgresql://host\"}", "ledger"), ("{store: {kind: \"ftp\"}}", "store.kind"),
            ("{store: {kind: \"local\", endpoint: \"https://x\"}}", "store.endpoint"),
            ("{links: {lifetime: 3600}}", "links.lifetime"),
            ("{links: {lifetime: \"0s\"}}", "links.lifetime"), ("{links: {lifetime: \"-5m\"}}", "links.lifetime"),
            ("{policy: {maximumSize: 0}}", "policy.maximumSize"), ("{policy: {maximumSize: \"3GB\"}}", "policy.maximumSize"),
            ("{policy: {maximumSize: \"99999999999999999999\"}}", "policy.maximumSize"), ("{policy: {allow: []}}", "policy.allow"),
            ("{policy: {allow: \"image/png\"}}", "policy.allow"), ("{policy: {allow: [\"*/*\"]}}", "policy.allow[0]"),
            ("{policy: {allow: [\"imag/*\"]}}", "policy.allow[0]"),
            ("{policy: {allow: [\"image/*x\"]}}", "policy.allow[0]"), ("{policy: {allow: [\"image/pgn\"]}}", "policy.allow[0]"),
            ("{policy: {allow: [\"text/plain; charset=utf-8\"]}}", "policy.allow[0]"),
            ("{policy: {allow: [\"a/b/c\"]}}", "policy.allow[0]"),
            ("{policy: {maximumFilesPerMessage: 0}}", "policy.maximumFilesPerMessage"),
            ("{scanner: {clamd: [\"/run/clamd\"]}}", "scanner.clamd[0]"),
            ("{scanner: {clamd: [\"unix:run\"]}}", "scanner.clamd[0]"),
            ("{scanner: {clamd: [\"tcp://host\"]}}", "scanner.clamd[0]"),
            ("{scanner: {clamd: [\"tcp://host:0\"]}}", "scanner.clamd[0]"),
            ("{scanner: {clamd: [\"tcp://:3310\"]}}", "scanner.clamd[0]"), ("{scanner: {timeout: \"1ms\"}}", "scanner.timeout"),
            ("{scanner: {concurrency: 0}}", "scanner.concurrency"),
            ("{genesys: {region: \"https://mypurecloud.com\"}}", "genesys.region"),
            ("{genesys: {region: \"login.mypurecloud.com\"}}", "genesys.region"),
            ("{genesys: {region: \"us-east-1\"}}", "genesys.region"),
            ("{genesys: {clientId: \"a\"}}", "genesys.clientSecret"), ("{genesys: {clientSecret: \"a\"}}", "genesys.clientId"),
            ("{genesys: {routes: \"both\"}}", "genesys.routes"),
            ("{genesys: {routeOverrides: {notice: \"POST /a\"}}}", "genesys.routeOverrides.notice"),
            ("{genesys: {routeOverrides: []}}", "genesys.routeOverrides"),
            ("{genesys: {callsPerMinute: 0}}", "genesys.callsPerMinute"),
            ("{genesys: {downloadHosts: [\"*.com\"]}}", "genesys.downloadHosts[0]"),
            ("{downloads: {hosts: [\"https://a.com\"]}}", "downloads.hosts[0]"),
            ("{downloads: {allowPrivate: [\"10.0.0.0/8\", \"10.1.2.3/8\"]}}", "downloads.allowPrivate[1]"),
            ("{downloads: {ports: [65536]}}", "downloads.ports[0]"), ("{downloads: {timeout: \"0s\"}}", "downloads.timeout"),
            ("{genesys: {apiURL: \"http://api.example.com\"}}", "genesys.apiURL"),
            ("{genesys: {streamingURL: \"https://s.example.com\"}}", "genesys.streamingURL"),
            ("{genesys: {webhookSecret: \"short\"}}", "genesys.webhookSecret"),
            ("{genesys: {webhookSecret: []}}", "genesys.webhookSecret"),
            ("{genesys: {webhookSecret: [\"0123456789abcdef\", \"short\"]}}", "genesys.webhookSecret[1]"),
            ("{channels: {\"Shop/1\": {integrationId: \"i\", secret: \"0123456789abcdef\"}}}", "channels.Shop/1"),
            ("{channels: {shop: {secret: \"0123456789abcdef\"}}}", "channels.shop.integrationId"),
            ("{channels: {shop: {integrationId: \"i\", secret: {}}}}", "channels.shop.secret.inbound"),
            ("{channels: {shop: {integrationId: \"i\", secret: {inbound: \"short\"}}}}", "channels.shop.secret.inbound"),
            (
                "{channels: {shop: {integrationId: \"i\", secret: {inbound: \"0123456789abcdef\", outbuond: \"1\"}}}}",
                "channels.shop.secret.outbuond"
            ),
            (
                "{channels: {shop: {integrationId: \"i\", secret: {inbound: \"0123456789abcdef\", events: \"0123456789abcdef\"}}}}",
                "channels.shop.secret.inbound"
            ),
            (
                "{channels: {shop: {integrationId: \"i\", secret: {inbound: \"0123456789abcdef\"}, outboundURL: \"https://h.example/x\"}}}",
                "channels.shop.outboundURL"
            ),
            (
                "{channels: {shop: {integrationId: \"i\", secret: {events: \"0123456789abcdef\"}, rawBodies: true}}}",
                "channels.shop.rawBodies"
            ), ("{channels: []}", "channels"),
            ("{cards: {maximumDepth: 0}}", "cards.maximumDepth"), ("{analytics: {secret: \"0123456789abcdef\"}}", "analytics.url"),
            ("{analytics: {url: \"http://h.example\"}}", "analytics.url"), ("{logging: {level: \"trace\"}}", "logging.level"),
        ] as [(String, String)])
    func refuses(_ text: String, at path: String) throws {
        let problems = try problems(text)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix(path + ": ") == true, "\(problems)")
    }

    @Test(arguments: ["localhost", "LocalHost"])
    func localhostIsTheLoopbackAddress(_ name: String) throws {
        #expect(try configuration("{server: {address: \"\(name)\"}}").server.address == "127.0.0.1")
    }

    @Test func s3NeedsItsKeys() throws {
        let paths = try problems("{store: {kind: \"s3\"}}").map { $0.prefix { $0 != ":" } }
        #expect(paths == ["store.endpoint", "store.accessKey", "store.secretKey", "store.quarantineBucket", "store.safeBucket"])
    }

    @Test func quarantineAndSafeAreTwoBuckets() throws {
        let text =
            "{store: {kind: \"s3\", endpoint: \"https://s3\", accessKey: \"a\", secretKey: \"s\", quarantineBucket: \"one\", safeBucket: \"one\"}}"
        #expect(try problems(text) == ["store.safeBucket: must not be the quarantine bucket; make one of its own"])
    }

    @Test func keysHaveNamesAndDigestsOfTheirOwn() throws {
        let other = String(repeating: "c", count: 64)
        func text(_ name: String, _ digest: String) -> String {
            "{auth: {keys: [{name: \"a\", sha256: \"\(other)\", roles: [\"upload\"]}, {name: \"\(name)\", sha256: \"\(digest)\", roles: [\"upload\"]}]}}"
        }
        #expect(try problems(text("a", Self.digest)) == ["auth.keys: two keys have one name; give each its own"])
        #expect(try problems(text("b", other.uppercased())) == ["auth.keys: one key appears twice; join its roles in one entry"])
    }

    @Test(arguments: [
        ("image/pgn", "policy.allow[0]: no such media type is known; did you mean \"image/png\"?"),
        ("aplication/pdf", "policy.allow[0]: no such media type is known; did you mean \"application/pdf\"?"),
        ("images/*", "policy.allow[0]: no such media type is known; did you mean \"image/*\"?"),
        ("chemical/x-unheard-of-in-any-table", "policy.allow[0]: no such media type is known"),
        (
            "png",
            "policy.allow[0]: expected a media type such as \"image/png\" without parameters, or a family such as \"image/*\", found \"png\""
        ),
    ])
    func suggestsATypeThatIsKnown(type: String, problem: String) throws {
        #expect(try problems("{policy: {allow: [\"\(type)\"]}}") == [problem])
    }

    @Test func digestsAndTypesAreGivenBackInLowerCase() throws {
        let configuration = try configuration(
            "{auth: {keys: [{name: \"a\", sha256: \"\(Self.digest)\", roles: [\"upload\"]}]}, policy: {allow: [\"Image/PNG\"]}}")
        #expect(configuration.auth.keys.first?.sha256 == Self.digest.lowercased())
        #expect(configuration.policy.allow == ["image/png"])
    }

    @Test(arguments: [
        "https://shop.example.com", "https://shop.example.com:8443", "http://localhost:3000", "http://127.0.0.1:5173",
        "https://[::1]:1",
    ])
    func takesOriginsAsBrowsersWriteThem(_ origin: String) throws {
        let configuration = try configuration("{ server: { allowedOrigins: [\"\(origin)\"] } }")
        #expect(configuration.server.allowedOrigins == [origin])
    }

    /// No browser would ever send it, so that whoever wrote it would wonder.
    @Test(arguments: [
        "*", "null", "", "shop.example.com", "https://", "https://shop.example.com/", "https://shop.example.com/a",
        "https://Shop.example.com",
        "HTTPS://shop.example.com", "https://shop.example.com:443", "http://a.example:80", "ftp://shop.example.com",
        "https://*.example.com", "https://u@shop.example.com", "https://shop.example.com?", "https://shop.example.com#a",
        " https://a.example",
    ])
    func refusesOriginsThatNoBrowserSends(_ origin: String) throws {
        let problems = try problems("{ server: { allowedOrigins: [\"\(origin)\"] } }")
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("server.allowedOrigins[0]: expected an origin") == true)
    }

    @Test func aUsualLifetimeOverTheLongestIsAProblem() throws {
        #expect(
            try problems("{ tokens: { lifetime: \"2h\", maximumLifetime: \"1h\" } }") == [
                "tokens.lifetime: is longer than tokens.maximumLifetime; shorten it, or raise the other"
            ])
    }
}
