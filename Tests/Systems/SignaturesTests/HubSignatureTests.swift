import Crypto
import Observability
import Testing

@testable import Signatures

struct HubSignatureTests {
    /// GitHub's published example ("Validating webhook deliveries").
    static let secret = Secret("It's a Secret to Everybody")
    static let body = Array("Hello, World!".utf8)
    static let hex = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    static let base64 = "dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc="

    func check(_ values: [String], _ secrets: [Secret] = [secret], body: [UInt8] = body) throws -> SignatureCheck {
        try HubSignature(secrets: secrets).check(values, of: body)
    }

    @Test(arguments: [hex, hex.uppercased(), base64])
    func takesBothNotations(signature: String) throws {
        #expect(try check(["sha256=\(signature)"]) == .valid)
    }

    @Test func signsAsThePlatformDoes() throws {
        #expect(try HubSignature.sign(Self.body, with: Self.secret) == "sha256=\(Self.base64)")
    }

    @Test func takesTheOldAndTheNewSecretDuringAChange() throws {
        let others = [Secret("another secret one"), Secret("another secret two")]
        #expect(try check(["sha256=\(Self.hex)"], [others[0], Self.secret]) == .valid)
        #expect(try check(["sha256=\(Self.hex)"], [Self.secret, others[1]]) == .valid)
        #expect(try check(["sha256=\(Self.hex)"], others) == .wrong)
    }

    @Test func trustsNothingWithoutASecret() throws {
        #expect(try check(["sha256=\(Self.hex)"], []) == .wrong)
    }

    @Test func signsEveryByte() throws {
        #expect(try check(["sha256=\(Self.hex)"], body: Self.body + [10]) == .wrong)
        #expect(try check(["sha256=\(Self.hex)"], body: []) == .wrong)
        #expect(try check(["sha256=\(Self.hex)"], body: Array("hello, World!".utf8)) == .wrong)
    }

    @Test(
        arguments: [
            ([], .missing), ([""], .malformed), (["sha256="], .malformed), ([hex], .malformed), ([base64], .malformed),
            (["sha1=\(hex)"], .malformed), (["SHA256=\(hex)"], .malformed), (["sha256=\(hex.dropLast())"], .malformed),
            (["sha256=\(hex)00"], .malformed), (["sha256= \(hex)"], .malformed), (["sha256=\(hex.dropLast())g"], .malformed),
            (["sha256=\(base64.dropLast())"], .malformed), (["sha256=\(base64)="], .malformed),
            (["sha256=dXEH6g6yUJ_CESIczphLijdXC211hsIsRvQ3nIsEPhc="], .malformed),
            (["sha256=dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhd="], .malformed),
            (["sha256=\(hex), sha256=\(hex)"], .malformed), (["sha256=\(hex)", "sha256=\(hex)"], .malformed),
            (["sha256=" + String(repeating: "０", count: 64)], .malformed),
            (["sha256=" + String(repeating: "0", count: 64)], .wrong),
        ] as [([String], SignatureCheck)])
    func saysWhatIsWrong(values: [String], found: SignatureCheck) throws {
        #expect(try check(values) == found)
    }
}
