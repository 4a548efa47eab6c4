import Observability
import Testing

@testable import Configuration

struct NetworkTests {
    private static let s3 =
        #"kind: "s3", endpoint: "https://s.example", accessKey: "a", secretKey: "s", quarantineBucket: "one", safeBucket: "two""#

    @Test(
        arguments: [
            (["https_proxy": "http://a:1"], "http://a:1"), (["HTTPS_PROXY": "a:1"], "http://a:1"),
            (["ALL_PROXY": "http://b:1", "https_proxy": ""], "http://b:1"), (["http_proxy": "http://a:1"], nil),
            (["ALL_PROXY": "http://b:1", "HTTPS_PROXY": "http://a:1"], "http://a:1"), ([:], nil),
        ] as [([String: String], String?)])
    func takesTheEnvironmentsProxy(environment: [String: String], url: String?) throws {
        #expect(try configuration("{}", environment: environment).proxy.url?.reveal() == url)
    }

    @Test func takesTheKeysBeforeTheEnvironment() throws {
        let environment = ["https_proxy": "http://a:1", "no_proxy": "x.example, .y.example 10.0.0.0/8"]
        #expect(try configuration("{}", environment: environment).proxy.exclude == ["x.example", ".y.example", "10.0.0.0/8"])
        let given = try configuration(#"{proxy: {url: "http://c:2", exclude: []}}"#, environment: environment).proxy
        #expect(given.url?.reveal() == "http://c:2" && given.exclude.isEmpty)
    }

    @Test func neverRepeatsTheProxysCredentials() throws {
        let text = try configuration(#"{proxy: {url: "http://u:hunter2@p.example:3128"}}"#).rendered()
        #expect(!text.contains("hunter2") && text.contains("p.example:3128"))
        let wrong = ["socks5://u:hunter2@p", "http://u:hunter2@p/x", "http://u:hunter2@:3"]
        for url in wrong {
            let found = try problems("{}", environment: ["ALL_PROXY": url])
            #expect(found.count == 1 && found.first?.contains("proxy.url (from ALL_PROXY): expected a proxy") == true)
            #expect(!found.joined().contains("hunter2"))
        }
    }

    @Test func takesOneFileOfAuthorities() throws {
        #expect(try configuration("{caCertificates: \"a.pem\"}").trustedAuthorities == "a.pem")
        #expect(try configuration("{store: {\(Self.s3), caCertificates: \"a.pem\"}}").trustedAuthorities == "a.pem")
        let both = try problems("{caCertificates: \"b.pem\", store: {\(Self.s3), caCertificates: \"a.pem\"}}")
        #expect(both.count == 1 && both.first?.hasPrefix("caCertificates: differs") == true)
    }

    @Test(arguments: [
        (#"{host: "a.example"}"#, "credentials[0].host: needs exactly one"),
        (#"{host: "a.example", bearer: "x", basic: {user: "u", password: "p"}}"#, "credentials[0].host: needs exactly one"),
        (#"{bearer: "x"}"#, "credentials[0].host: is required"),
        (#"{host: "*.com", bearer: "x"}"#, "credentials[0].host: expected"),
        (#"{host: "a.example", header: {name: "a b", value: "x"}}"#, "header.name: expected"),
        (#"{host: "a.example", bearer: "hunter2\nX: y"}"#, "bearer: expected a secret text without line ends"),
        (#"{host: "a.example", basic: {user: "a:b", password: "p"}}"#, "basic.user: must not hold a colon"),
    ])
    func saysWhatIsWrongWithCredentials(entry: String, problem: String) throws {
        let found = try problems("{downloads: {credentials: [\(entry)]}}")
        #expect(found.count == 1 && found.first?.contains(problem) == true, "\(found)")
        #expect(!found.joined().contains("hunter2"))
    }
}
