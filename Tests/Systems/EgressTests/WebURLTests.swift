import Foundation
import Testing

@testable import Egress

struct WebURLTests {
    @Test(
        arguments: [
            ("https://example.com", "https://example.com", "/"),
            ("HTTPS://EXAMPLE.com:443/a/../b?x=1#part", "https://example.com", "/a/../b?x=1"),
            ("http://example.com:80/", "http://example.com", "/"),
            ("https://example.com:8443?x", "https://example.com:8443", "/?x"),
            ("https://example.com./a", "https://example.com", "/a"),
            ("https://xn--bcher-kva.example/a%20b", "https://xn--bcher-kva.example", "/a%20b"),
            (
                "https://my_bucket.s3.amazonaws.com/k?X-Amz-Signature=ab&c=%2F", "https://my_bucket.s3.amazonaws.com",
                "/k?X-Amz-Signature=ab&c=%2F"
            ),
            ("https://192.0.2.1/x", "https://192.0.2.1", "/x"),
            ("https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443", "/x"),
            ("https://[::ffff:127.0.0.1]/", "https://[::ffff:127.0.0.1]", "/"),
            ("https://a.com/?u=https://b.com@c", "https://a.com", "/?u=https://b.com@c"),
        ])
    func readsAnAddress(text: String, origin: String, target: String) throws {
        let url = try WebURL(text)
        #expect(url.origin.description == origin && url.target == target && url.absolute == origin + target)
        #expect(url.description == origin)
    }

    @Test(arguments: [
        "", "example.com", "//example.com/", "https:example.com", "https:/example.com", "https://", "https:///a", "https://:443/",
        "https://user@example.com/", "https://user:pw@example.com/", "https://@example.com/", "https://example.com:pw@127.0.0.1/",
        #"https://example.com\@127.0.0.1/"#, #"https:\\example.com"#, #"https://example.com\.evil.com/"#, "https://exa mple.com/",
        " https://example.com/", "https://example.com/ a", "https://example.com/\u{9}a", "https://example.com/\r\nHost: x",
        "https://example.com/\u{0}", "https://bücher.example/", "https://ｅxample.com/", "https://example。com/",
        "https://ⓔxample.com/",
        "https://exa%6dple.com/", "https://127.0.0.1%00.example.com/", "https://example..com/", "https://.example.com/",
        "https://-a.com/", "https://a-.com/", "https://a.com:/", "https://a.com:0/", "https://a.com:65536/", "https://a.com:+443/",
        "https://a.com:４43/", "https://a.com:44 3/", "https://a.com:1:2/", "https://[::1/", "https://[::1]x/",
        "https://[::1%25eth0]/",
        "https://[fe80::1%eth0]/", "https://[127.0.0.1]/", "https://[]/", "https://[v1.x]/", "https://::1/", "https://a,b.com/",
        "https://a.com|b.com/", "https://a.com;b/", "https://*.example.com/", "https://a.com/\"x\"", "https://a.com/<x>",
    ])
    func refusesWhatProgramsReadInTwoWays(text: String) {
        let error = #expect(throws: EgressError.self) { try WebURL(text) }
        #expect(error?.code == .invalidURL && error?.isRefusal == true)
    }

    @Test(arguments: [
        "2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.01", "0x7f.0.0.1", "127.0.0.0x1", "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3", "0", "0x", "127.0.0.1..", "00000177.0.0.1", "1e100.4294967296",
    ])
    func refusesIPv4InAnyOtherNotation(host: String) {
        #expect(throws: EgressError.self) { try WebURL("https://\(host)/") }
    }

    @Test(arguments: ["127.0.0.1.", "127.0.0.1"])
    func seesAnAddressBehindADot(host: String) throws {
        #expect(try WebURL("https://\(host)/").origin.host.description == "127.0.0.1")
        guard case .address = try WebURL("https://\(host)/").origin.host else {
            Issue.record("taken for a name")
            return
        }
    }

    @Test(arguments: [
        "ftp://a.com/", "file:///etc/passwd", "gopher://a.com:70/_x", "javascript://a.com/%0Aalert(1)", "data://a.com,x",
    ])
    func refusesOtherSchemes(text: String) {
        #expect(#expect(throws: EgressError.self) { try WebURL(text) }?.code == .forbiddenScheme)
    }

    /// Whatever is taken reads the same again, and names the host that another parser finds.
    @Test func agreesWithItselfAndWithAnotherParser() throws {
        let seeds = ["https://example.com:8443/a?b#c", "http://a.b/@x", "https://[2001:db8::1]/", "https://192.0.2.1:80/x"]
        let pieces = [
            "@", ":", "/", "\\", "?", "#", "[", "]", ".", "%2e", "%00", "0x7f", "1", "-", "_", " ", "\t", "//", "é", "%40", "&",
            ";",
        ]
        var taken = 0
        for seed in seeds {
            for index in seed.indices {
                for piece in pieces {
                    let text = "\(seed[..<index])\(piece)\(seed[index...])"
                    guard let url = try? WebURL(text) else { continue }
                    taken += 1
                    #expect(try WebURL(url.absolute) == url)
                    guard case .name(let name) = url.origin.host else { continue }
                    let other = try #require(URL(string: text), "\(text)").host()?.lowercased()
                    #expect(other == name || other == "\(name).", "\(text)")
                }
            }
        }
        #expect(taken > 300)
    }

    @Test func refusesALongOne() {
        #expect(throws: Never.self) { try WebURL("https://a.com/" + String(repeating: "a", count: 8000)) }
        #expect(throws: EgressError.self) { try WebURL("https://a.com/" + String(repeating: "a", count: 8192)) }
    }

    @Test(
        arguments: [
            ("https://b.com/x?y", "https://b.com/x?y"), ("//b.com/x", "https://b.com/x"), ("/x?y", "https://a.com:8443/x?y"),
            ("x", "https://a.com:8443/d/x"), ("x?y", "https://a.com:8443/d/x?y"), ("?z", "https://a.com:8443/d/f?z"),
            ("http://b.com", "http://b.com/"),
        ])
    func findsWhereARedirectLeads(reference: String, url: String) throws {
        #expect(try WebURL("https://a.com:8443/d/f?q=/1/2").resolving(reference).absolute == url)
    }

    @Test(arguments: [
        "", "#x", "javascript:alert(1)", "https:b.com", "https:/b.com", "file:///etc/passwd", #"\\b.com"#, #"/\b.com"#,
        "//u@b.com/",
        "///b.com", "https://b.com\\@c.com",
    ])
    func refusesARedirectThatCannotBeUsed(reference: String) throws {
        let url = try WebURL("https://a.com/d/f")
        #expect(#expect(throws: EgressError.self) { try url.resolving(reference) }?.isRefusal == true)
    }
}
