import Attachments
import Foundation
import ObjectStore
import Testing

@Suite struct LinkSignerTests {
    private static let publicURL = URL(string: "https://files.example.com/gateway/")
    private let signer: LinkSigner
    private let id = identifier(1)
    private let expires = Date(timeIntervalSince1970: 1_800_000_000)
    private let name = "Rechnung März 50%/2+1?.pdf"

    init() throws {
        signer = LinkSigner(key: Array("a key of thirty-two bytes length".utf8), publicURL: try #require(Self.publicURL))
    }

    @Test func makesAndTakesItsOwnLinks() throws {
        let link = try parts(of: signer.link(to: id, name: name, expires: expires))
        #expect(link.path == "/gateway/files/\(id)/Rechnung%20M%C3%A4rz%2050%25%2F2%2B1%3F.pdf")
        #expect(link.expires == "1800000000")
        try signer.verify(id, name: name, expires: link.expires, signature: link.signature, now: expires - 1)
    }

    @Test func signsAsThePublishedAlgorithmDoes() throws {
        // printf 'lazaret file link\n%s\n1800000000\na.txt' ID | openssl dgst -sha256 -hmac KEY -binary | basenc --base64url
        let link = try parts(of: signer.link(to: id, name: "a.txt", expires: expires))
        #expect(link.signature == "2NlqkyPuUA4W1ssRFLnDn-y6K3SnXyTds7CzDNKUvoA")
    }

    @Test(arguments: [0, 1, 1_000_000])
    func refusesLinksWhoseTimeIsOver(seconds: Double) throws {
        let link = try parts(of: signer.link(to: id, name: name, expires: expires))
        #expect(throws: LinkError.expired) {
            try signer.verify(id, name: name, expires: link.expires, signature: link.signature, now: expires + seconds)
        }
    }

    @Test func refusesEveryChange() throws {
        let link = try parts(of: signer.link(to: id, name: name, expires: expires))
        var others = [(identifier(2), name, link.expires, link.signature), (id, "x.exe", link.expires, link.signature)]
        for expires in ["1800000001", "01800000000", "+1800000000", "1800000000 ", "", "x", "-1", "99999999999999999999"] {
            others.append((id, name, expires, link.signature))
        }
        for signature in [
            "", "x", link.signature + "=", link.signature + "A", String(link.signature.dropLast()), link.signature.lowercased(),
            "A" + link.signature.dropFirst(),
        ] {
            others.append((id, name, link.expires, signature))
        }
        for (id, name, expires, signature) in others {
            #expect(throws: LinkError.forged) {
                try signer.verify(id, name: name, expires: expires, signature: signature, now: Date(timeIntervalSince1970: 0))
            }
        }
    }

    @Test func refusesLinksThatWereSignedWithAnotherKey() throws {
        let other = LinkSigner(key: Array("another key".utf8), publicURL: try #require(Self.publicURL))
        let link = try parts(of: other.link(to: id, name: name, expires: expires))
        #expect(throws: LinkError.forged) {
            try signer.verify(id, name: name, expires: link.expires, signature: link.signature, now: expires - 1)
        }
    }

    @Test func tellsAForgedLinkFromAnExpiredOneEvenWhenItIsBoth() {
        #expect(throws: LinkError.forged) {
            try signer.verify(id, name: name, expires: "1", signature: String(repeating: "A", count: 43), now: expires)
        }
    }

    private func parts(of link: URL) throws -> (path: String, expires: String, signature: String) {
        let components = try #require(URLComponents(url: link, resolvingAgainstBaseURL: false))
        #expect(components.queryItems?.map(\.name) == ["expires", "signature"])
        let values = (components.queryItems ?? []).compactMap(\.value)
        return (components.percentEncodedPath, try #require(values.first), try #require(values.last))
    }
}
