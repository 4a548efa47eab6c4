import Crypto
import TestSupport
import Testing

extension WithClamd {
    /// Every form of a body, by the clients that people use.
    struct ForeignClientTests {
        private static let forms = ["form", "form of two", "raw", "raw with disposition", "raw in chunks", "JSON", "JSON of two"]
        /// curl alone encodes parts.
        private static let encoded = ["form in base64", "form in quoted-printable"]

        @Test func takesEveryFormOfEveryClient() async throws {
            try await Site.run { site async throws in
                let exchanges = try await ForeignClients.sendEverything(to: site.port, as: .upload, in: site.folder)
                for client in ["requests", "httpx", "aiohttp", "curl"] {
                    let forms = exchanges.filter { $0.client == client }.map(\.form)
                    #expect(forms == Self.forms + (client == "curl" ? Self.encoded : []), "\(client)")
                }
                let digest = try SHA256.hash(ForeignClients.contents).hex
                for exchange in exchanges {
                    let what = "\(exchange.client): \(exchange.form): \(exchange.answer)"
                    #expect(exchange.status == 200, "\(what)")
                    #expect(exchange.attachments.count == (exchange.form.hasSuffix("of two") ? 2 : 1), "\(what)")
                    for attachment in exchange.attachments {
                        #expect(attachment["state"].string == "released", "\(what)")
                        #expect(attachment["contactId"].string == "customer", "\(what)")
                        #expect(attachment["file"]["name"].string == ForeignClients.fileName, "\(what)")
                        #expect(attachment["file"]["sha256"].string == digest, "\(what)")
                        #expect(attachment["file"]["claimedType"].string == "text/plain", "\(what)")
                    }
                }
            }
        }
    }
}
