import HTTPSemantics
import Testing

@testable import HTTPServer

@Suite struct ClientAddressTests {
    private static let trusted = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"].compactMap(AddressRange.init)

    @Test(
        arguments: [
            // The peer is nobody's proxy: what it says is worth nothing.
            ("203.0.113.9", ["X-Forwarded-For": "198.51.100.1"], "203.0.113.9"),
            ("203.0.113.9", ["Forwarded": "for=198.51.100.1"], "203.0.113.9"),
            ("10.0.0.1", [:], "10.0.0.1"),
            ("10.0.0.1", ["X-Forwarded-For": "198.51.100.1"], "198.51.100.1"),
            ("fd00::5", ["X-Forwarded-For": "198.51.100.1"], "198.51.100.1"),
            // What the client itself wrote stands in front.
            ("10.0.0.1", ["X-Forwarded-For": "127.0.0.1, 8.8.8.8, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", ["X-Forwarded-For": "8.8.8.8, 198.51.100.1 ,10.0.0.2,10.9.9.9"], "198.51.100.1"),
            ("10.0.0.1", ["X-Forwarded-For": "10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            ("10.0.0.1", ["X-Forwarded-For": "8.8.8.8", "x-forwarded-for": "198.51.100.1"], "198.51.100.1"),
            // Nobody vouches for what stands before something unreadable.
            ("10.0.0.1", ["X-Forwarded-For": "198.51.100.1, garbage, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", ["X-Forwarded-For": "garbage"], "10.0.0.1"),
            ("10.0.0.1", ["X-Forwarded-For": ","], "10.0.0.1"),
            ("10.0.0.1", ["X-Forwarded-For": "198.51.100.1:443"], "198.51.100.1"),
            ("10.0.0.1", ["X-Forwarded-For": "198.51.100.1:http"], "10.0.0.1"),
            ("10.0.0.1", ["X-Forwarded-For": "2001:DB8::1"], "2001:db8::1"),
            ("10.0.0.1", ["X-Forwarded-For": "[2001:db8::1]:443"], "2001:db8::1"),
            ("10.0.0.1", ["X-Forwarded-For": "::ffff:198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", ["Forwarded": "for=192.0.2.60;proto=http;by=203.0.113.43"], "192.0.2.60"),
            ("10.0.0.1", ["Forwarded": "For=\"[2001:db8:cafe::17]:4711\""], "2001:db8:cafe::17"),
            ("10.0.0.1", ["Forwarded": "for=8.8.8.8, by=10.0.0.1; FOR = 192.0.2.43 , for=10.1.1.1"], "192.0.2.43"),
            ("10.0.0.1", ["Forwarded": "for=192.0.2.43, for=unknown"], "10.0.0.1"),
            ("10.0.0.1", ["Forwarded": "for=192.0.2.43, proto=https"], "10.0.0.1"),
            ("10.0.0.1", ["Forwarded": "for=_hidden"], "10.0.0.1"),
            // One of the two is the client's own.
            ("10.0.0.1", ["Forwarded": "for=8.8.8.8", "X-Forwarded-For": "198.51.100.1"], "10.0.0.1"),
            ("10.0.0.1", ["Forwarded": "for=198.51.100.1", "X-Forwarded-For": "198.51.100.1"], "198.51.100.1"),
            ("unknown", ["X-Forwarded-For": "198.51.100.1"], "unknown"),
        ] as [(String, HTTPFields, String)])
    func believesOnlyWhatTrustedProxiesWrote(peer: String, fields: HTTPFields, client: String) {
        #expect(ClientAddress.find(peer: peer, fields: fields, trusted: Self.trusted) == client)
    }

    @Test func believesNobodyWhenNobodyIsTrusted() {
        #expect(ClientAddress.find(peer: "127.0.0.1", fields: ["X-Forwarded-For": "198.51.100.1"], trusted: []) == "127.0.0.1")
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("0.0.0.0/0", "8.8.8.8", true),
        ("0.0.0.0/0", "::1", false), ("::/0", "8.8.8.8", true), ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false),
        ("2001:db8::/65", "2001:db8::7fff:0:0:1", true), ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
        ("192.0.2.128/25", "192.0.2.200", true), ("192.0.2.128/25", "192.0.2.100", false),
    ])
    func knowsWhatARangeHolds(range: String, address: String, isHeld: Bool) throws {
        let (range, address) = try (#require(AddressRange(range)), #require(NetworkAddress(address)))
        #expect(range.contains(address) == isHeld)
    }

    @Test(arguments: [
        "", "/", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0/8", "localhost", "1.2.3.4/8/8",
    ])
    func readsNoOtherRanges(text: String) { #expect(AddressRange(text) == nil) }

    @Test(arguments: [
        ("127.9.9.9", true), ("::1", true), ("::ffff:127.0.0.1", true), ("128.0.0.1", false), ("::2", false),
    ])
    func knowsThisMachine(address: String, isLoopback: Bool) throws {
        let address = try #require(NetworkAddress(address))
        #expect(address.isLoopback == isLoopback)
    }

    @Test func takesANetworkOfIPv6ForOneCustomer() throws {
        let sites = try ["2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1", "192.0.2.1", "192.0.2.2"].map {
            try #require(NetworkAddress($0)).site
        }
        #expect(sites[0] == sites[1] && sites[1] != sites[2] && sites[3] != sites[4])
    }
}
