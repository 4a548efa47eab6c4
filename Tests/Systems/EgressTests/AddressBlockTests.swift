import Sockets
import Testing

@testable import Egress

struct AddressBlockTests {
    @Test(
        arguments: [
            ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.0.0.0/8", "9.255.255.255", false),
            ("172.16.0.0/12", "172.31.255.255", true), ("172.16.0.0/12", "172.32.0.0", false), ("0.0.0.0/0", "203.0.113.1", true),
            ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.6", false), ("192.0.2.6/31", "192.0.2.7", true),
            ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false), ("2001:db8::/33", "2001:db8:7fff::", true),
            ("2001:db8::/33", "2001:db8:8000::", false), ("::/0", "10.0.0.1", false), ("0.0.0.0/0", "::1", false),
            ("::1", "::1", true), ("127.0.0.0/8", "::ffff:127.0.0.1", false),
        ])
    func holdsWhatItsPrefixSays(block: String, address: String, isInside: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(#require(IPAddress(address))) == isInside)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10/8", "localhost",
        "fd00::/129",
        "fd00::1/8", "[fd00::]/8", "10.0.0.0 /8", "10.0.0.0/０",
    ])
    func refusesWhatIsNoBlock(text: String) {
        #expect(AddressBlock(text) == nil)
    }

    @Test(arguments: ["10.0.0.0/8", "fd00::/8", "::1/128"])
    func isWrittenAsItIsRead(text: String) {
        #expect(AddressBlock(text)?.description == text)
    }
}
