import Attachments
import Observability
import Testing

@testable import Configuration

struct ReferencesTests {
    @Test func readsValuesOfEveryKindFromTheEnvironmentAndFromFiles() throws {
        let configuration = try configuration(
            """
            {server: {port: "env:PORT"}, store: {kind: "s3", endpoint: "env:S3", accessKey: "file:key", secretKey: "file:secret",
              quarantineBucket: "quarantine", safeBucket: "safe", pathStyle: "env:STYLE"}, links: {lifetime: "env:LIFE"},
              policy: {allow: ["env:TYPE"], maximumSize: "env:SIZE"}, genesys: {webhookSecret: ["env:OLD", "file:new"]}}
            """,
            environment: [
                "PORT": "81", "S3": "http://minio:9000", "STYLE": "true", "LIFE": "15m", "TYPE": "image/gif", "SIZE": "5MB",
                "OLD": "0123456789abcdef",
            ], files: ["key": "AKIA\n", "secret": "two\n\n", "new": "fedcba9876543210\r\n"])
        #expect(configuration.server.port == 81)
        #expect(configuration.links.lifetime == .seconds(900))
        #expect(configuration.policy.allow == ["image/gif"])
        #expect(configuration.policy.maximumSize == 5_000_000)
        #expect(configuration.genesys.webhookSecret.map { $0.reveal() } == ["0123456789abcdef", "fedcba9876543210"])
        guard case .s3(let store) = configuration.store else { return #expect(Bool(false), "not S3") }
        #expect(store.accessKey == "AKIA")
        #expect(store.secretKey.reveal() == "two\n")
        #expect(store.pathStyle)
    }

    @Test func whatIsMissingIsReportedOnceByItsPath() throws {
        let problems = try problems(
            """
            {auth: {keys: [{name: "a", sha256: "env:DIGEST", roles: ["upload"]}], tokenSecret: "env:EMPTY"},
             channels: {shop: {integrationId: "i", secret: ["file:none"]}}}
            """, environment: ["EMPTY": ""])
        #expect(
            problems == [
                "auth.keys[0].sha256: the environment variable DIGEST is not set; set it, or write the value here",
                "auth.tokenSecret: the environment variable EMPTY is not set; set it, or write the value here",
                "channels.shop.secret[0]: the file none cannot be read as text of at most 64 KiB; create it, or allow this user to read it",
            ])
    }

    @Test func doesNotShowWhatCameFromOutside() throws {
        let problems = try problems(
            "{server: {port: \"env:SECRET\"}, data: \"env:OTHER\", ledger: \"mysql://u:hunter2@h/d\", auth: {tokenSecret: \"hunter2\"}}",
            environment: ["SECRET": "hunter2", "OTHER": "hunter2"])
        #expect(problems.count == 3)
        #expect(!problems.joined().contains("hunter2"))
    }

    /// Whatever is wrong with it: a URL's credentials are not repeated, and neither is its query.
    @Test(arguments: [
        "server: {publicURL: \"$\"}", "server: {allowedOrigins: [\"$\"]}", "server: {address: \"$\"}", "ledger: \"$\"",
        "store: {kind: \"s3\", endpoint: \"$\", accessKey: \"a\", secretKey: \"b\", quarantineBucket: \"qqq\", safeBucket: \"sss\"}",
        "scanner: {clamd: [\"$\"]}", "scanner: {clamd: \"$\"}", "genesys: {apiURL: \"$\"}", "genesys: {loginURL: \"$\"}",
        "genesys: {streamingURL: \"$\"}", "genesys: {region: \"$\"}", "genesys: {downloadHosts: [\"$\"]}",
        "genesys: {routeOverrides: {notice: \"$\"}}", "handover: {url: \"$\", secret: \"0123456789abcdef\"}",
        "analytics: {url: \"$\"}", "downloads: {hosts: [\"$\"]}", "downloads: {hosts: \"$\"}", "downloads: {allowPrivate: [\"$\"]}",
        "channels: {shop: {integrationId: \"i\", secret: \"0123456789abcdef\", outboundURL: \"$\"}}", "channels: {\"$\": {}}",
        "channels: \"$\"", "bots: {b: {secret: \"0123456789abcdef\", endpoint: \"$\"}}", "\"$\": 1", "data: \"env:$\"",
        "data: \"file:$\"",
        "logging: {level: \"$\"}",
    ])
    func aURLsCredentialsAreNotRepeated(_ setting: String) throws {
        for url in [
            "https://user:hunter2@h.example", "https://hunter2@h.example/p", "wss://u:hunter2@h/?k=hunter2",
            "tcp://u:hunter2@h:3310",
            "https://u:a/hunter2@h.example", "https://u:a?hunter2@h.example", "https://hunter2@x@h.example",
            "user:hunter2@h.example",
            "https://:hunter2@h.example", "//u:hunter2@h", "mysql://u:hunter2@h/d", "postgresql://u:hunter2@x@h/d",
        ] {
            let found = try problems("{\(setting.replacing("$", with: url))}")
            #expect(!found.isEmpty && !found.joined().contains("hunter2"), "\(url): \(found)")
        }
    }

    @Test func whatARefersToIsNotReadAgain() throws {
        #expect(try configuration("{data: \"env:A\"}", environment: ["A": "env:B", "B": "no"]).data == "env:B")
    }

    @Test func theTutorialsVariablesAreDefaults() throws {
        let environment = [
            "GENESYS_CLIENT_ID": "id", "GENESYS_CLIENT_SECRET": "hidden", "GENESYS_REGION": "USW2.pure.cloud",
            "GENESYS_ORG_ID": "org",
            "WEBHOOK_SECRET": "0123456789abcdef",
        ]
        let genesys = try configuration("{}", environment: environment).genesys
        #expect(genesys.clientId == "id")
        #expect(genesys.clientSecret == Secret("hidden"))
        #expect(genesys.region == "usw2.pure.cloud")
        #expect(genesys.organizationId == "org")
        #expect(genesys.webhookSecret == [Secret("0123456789abcdef")])
        let named = try configuration("{genesys: {region: \"mypurecloud.de\", clientId: \"mine\"}}", environment: environment)
            .genesys
        #expect(named.region == "mypurecloud.de")
        #expect(named.clientId == "mine")
    }

    @Test func aWrongVariableIsNamed() throws {
        let problems = try problems("{}", environment: ["GENESYS_REGION": "https://x", "WEBHOOK_SECRET": "short"])
        #expect(problems.count == 2)
        #expect(problems.first?.hasPrefix("genesys.region (from GENESYS_REGION): expected a Genesys Cloud domain") == true)
        #expect(problems.last?.hasPrefix("genesys.webhookSecret (from WEBHOOK_SECRET): expected") == true)
    }
}
