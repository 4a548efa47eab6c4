import Testing

@testable import Egress

struct HostPatternTests {
    @Test(
        arguments: [
            ("files.example.com", "files.example.com", true), ("files.example.com", "FILES.example.com.", true),
            ("files.example.com", "a.files.example.com", false), ("*.example.com", "files.example.com", true),
            ("*.example.com", "a.b.example.com", true), ("*.example.com", "example.com", false),
            ("*.example.com", "badexample.com", false), ("*.example.com", "example.com.evil.org", false),
            ("192.0.2.1", "192.0.2.1", true), ("[::1]", "[0:0::1]", true), ("*.example.com", "192.0.2.1", false),
        ])
    func meansHosts(pattern: String, host: String, isMeant: Bool) throws {
        #expect(try #require(HostPattern(pattern)).matches(#require(WebURL.Host(host))) == isMeant)
    }

    @Test(arguments: [
        "", "*", "*.", "*.com", "*.192.0.2.1", "a.*.com", "*example.com", "https://a.com", "a.com:443", "a.com/", "**.a.com",
    ])
    func refusesWhatIsNoPattern(text: String) {
        #expect(HostPattern(text) == nil)
    }
}
