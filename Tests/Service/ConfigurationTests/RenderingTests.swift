import Channels
import Foundation
import Gateway
import Observability
import Testing

@testable import Configuration

struct RenderingTests {
    /// The configuration with every setting in it.
    private static let everything = LazaretConfiguration.example
        .replacing(#/(?m)^ *//(?=[a-zA-Z"{])/#, with: "")
        .replacing("kind: \"local\",", with: "")
    private static let environment = [
        "LAZARET_TOKEN_SECRET": "hidden hidden hidden hidden hidden",
        "LAZARET_AUDIT_KEY": "hidden hidden hidden hidden hidden", "S3_ACCESS_KEY": "AKIA", "S3_SECRET_KEY": "hidden",
        "GENESYS_ORG_ID": "org", "GENESYS_CLIENT_ID": "id", "GENESYS_CLIENT_SECRET": "hidden",
        "WEBHOOK_SECRET": "hidden hidden hidden", "SHOP_INBOUND": "hidden hidden inbound", "SHOP_EVENTS": "hidden hidden events",
        "SHOP_OUTBOUND": "hidden hidden outbound", "ANALYTICS_SECRET": "hidden hidden hidden",
        "HANDOVER_SECRET": "hidden hidden hidden",
        "MEDIA_TOKEN": "hidden hidden hidden", "MEDIA_PASSWORD": "hidden hidden hidden", "MEDIA_KEY": "hidden hidden hidden",
        "BOT_SECRET": "hidden hidden hidden", "BOT_ENDPOINT_SECRET": "hidden hidden hidden",
    ]

    @Test func theExampleIsTheDefaultConfiguration() throws {
        #expect(try configuration(LazaretConfiguration.example) == LazaretConfiguration())
    }

    @Test func theExampleWithEverythingUncommentedLoads() throws {
        let configuration = try configuration(Self.everything, environment: Self.environment)
        #expect(configuration.channels["shop"]?.outboundURL?.absoluteString == "https://shop.example.com/messages")
        #expect(configuration.auth.keys.first?.roles == Role.allCases)
    }

    @Test func theExampleNamesEverySetting() throws {
        let rendered = try configuration(Self.everything, environment: Self.environment).rendered()
        let keys = Set(rendered.matches(of: #/"(\w+)":/#).map { String($0.1) })
        #expect(keys.count > 50)
        for key in keys { #expect(LazaretConfiguration.example.contains(key + ":"), "\(key) is not in the example") }
    }

    @Test func theDocumentNamesEverySetting() throws {
        let page = URL(filePath: #filePath).appending(path: "../../../../docs/configuration.md").standardizedFileURL
        let document = try String(contentsOf: page, encoding: .utf8)
        let rendered = try configuration(Self.everything, environment: Self.environment).rendered()
        // The page's own words have the names of `LazaretUpload.texts`.
        let settings = rendered.replacing(#/"page": \{[^}]*\}/#, with: "")
        // A bot's own name in the example is no setting.
        for key in Set(settings.matches(of: #/"(\w+)":/#).map { String($0.1) }).subtracting(["orders"]) {
            #expect(document.contains(key), "docs/configuration.md does not say what \(key) is")
        }
    }

    @Test func everySettingOfTheExampleIsRead() throws {
        let full = try configuration(Self.everything, environment: Self.environment)
        #expect(!full.rendered().contains("null"))
    }

    @Test func rendersJSONThatLoadsAgain() throws {
        let rendered = LazaretConfiguration().rendered()
        _ = try JSONSerialization.jsonObject(with: Data(rendered.utf8))
        #expect(try configuration(rendered) == LazaretConfiguration())
    }

    @Test func rendersReadably() {
        #expect(
            LazaretConfiguration().rendered().hasPrefix(
                """
                {
                  "server": {
                    "address": "127.0.0.1",
                    "port": 8080,
                    "probePort": null,
                    "publicURL": null,
                    "tls": null,
                    "trustedProxies": [],
                    "allowedOrigins": [],
                    "maximumConnections": 1000,
                    "maximumConnectionsPerAddress": 100,
                    "headTimeout": "10s",
                    "idleTimeout": "30s",
                    "minimumRate": "1KiB",
                    "rateWindow": "20s",
                    "maximumHeadSize": "32KiB",
                    "maximumHeaderFields": 100,
                    "maximumTargetSize": "8KiB",
                    "gracePeriod": "30s"
                  },
                  "data": "./lazaret-data",
                  "auth": {
                    "keys": [],
                """))
    }

    @Test func showsNoSecretAnywhere() throws {
        let text = Self.everything.replacing("ledger: \"sqlite\"", with: "ledger: \"postgresql://u:hidden@h/d\"")
        let configuration = try configuration(text, environment: Self.environment)
        var dumped = ""
        dump(configuration, to: &dumped)
        for shown in [configuration.rendered(), "\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!shown.contains("hidden"))
            #expect(shown.contains("<redacted>"))
        }
    }

    @Test func doesNotRenderTheQueryOfAnAddressThatIsCalled() throws {
        let rendered = try configuration("{analytics: {url: \"https://h.example/cards?key=hidden\"}}").rendered()
        #expect(rendered.contains("\"https://h.example/cards?<redacted>\""))
    }

    @Test func aSecretShowsNothing() {
        let secret = Secret("hidden")
        var dumped = ""
        dump(secret, to: &dumped)
        for shown in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
            #expect(shown.contains("<redacted>"))
            #expect(!shown.contains("hidden"))
        }
        #expect(secret.reveal() == "hidden")
        #expect(secret == Secret("hidden"))
        #expect(secret != Secret("other"))
    }
}
