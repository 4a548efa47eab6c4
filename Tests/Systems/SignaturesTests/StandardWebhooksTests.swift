import Foundation
import HTTPSemantics
import Observability
import Testing

@testable import Signatures

struct StandardWebhooksTests {
    /// The example that the specification's libraries publish.
    static let secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    static let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    static let time = Date(timeIntervalSince1970: 1_614_265_330)
    static let body = Array(#"{"test": 2432232314}"#.utf8)
    static let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    static func fields(id: String = id, time: String = "1614265330", signature: String = signature) -> HTTPFields {
        ["webhook-id": id, "webhook-timestamp": time, "webhook-signature": signature]
    }

    func check(_ fields: HTTPFields, _ secrets: [Secret] = [secret], body: [UInt8] = body, after seconds: Double = 0) throws
        -> SignatureCheck
    {
        let webhooks = try #require(StandardWebhooks(secrets: secrets))
        return try webhooks.check(fields, of: body, now: Self.time.addingTimeInterval(seconds))
    }

    @Test func signsAsTheSpecificationDoes() throws {
        let webhooks = try #require(StandardWebhooks(secrets: [Self.secret]))
        #expect(try webhooks.sign(Self.body, id: Self.id, at: Self.time) == Self.fields())
    }

    @Test func takesWhatItSigned() throws {
        let secrets = [Secret("a text that is no Base64"), Self.secret]
        let fields = try #require(StandardWebhooks(secrets: secrets)).sign(Self.body, id: Self.id, at: Self.time)
        for secret in secrets { #expect(try check(fields, [secret]) == .valid) }
        #expect(try check(fields, [Secret("whsec_AAAA")]) == .wrong)
    }

    @Test(arguments: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsec_", "whsec_%%%%", ""])
    func refusesASecretThatCannotBeRead(secret: String) {
        #expect(StandardWebhooks(secrets: [Self.secret, Secret(secret)]) == nil)
        #expect(StandardWebhooks(secrets: []) == nil)
    }

    @Test(
        arguments: [
            (fields(), .valid), (fields(signature: "v1a,xxx v2,yyy v1,AAAA \(signature)"), .valid),
            (fields(id: "msg_other"), .wrong), (fields(time: "1614265331"), .wrong), (fields(time: "01614265330"), .wrong),
            (fields(signature: "v1," + String(repeating: "A", count: 43) + "="), .wrong),
            (fields(signature: ""), .malformed), (fields(signature: "v2,xxx"), .malformed),
            (fields(signature: "v1,AAAA"), .malformed),
            (fields(signature: Array(repeating: signature, count: 17).joined(separator: " ")), .malformed),
            (fields(id: ""), .malformed), (fields(id: "a.b"), .malformed), (fields(id: "{a"), .malformed),
            (fields(id: "--a"), .malformed), (fields(id: "\"a"), .malformed), (fields(id: "a b"), .malformed),
            (fields(id: String(repeating: "a", count: 256)), .malformed), (fields(time: ""), .malformed),
            (fields(time: "-1"), .malformed),
            (fields(time: "1614265330.0"), .malformed), (fields(time: "99999999999999"), .malformed),
            (fields(time: "0x60"), .malformed),
            ([:], .missing), (["webhook-id": "1", "webhook-signature": signature], .missing),
            (["webhook-id": id, "webhook-timestamp": "1614265330", "webhook-signature": signature, "Webhook-ID": id], .malformed),
        ] as [(HTTPFields, SignatureCheck)])
    func saysWhatIsWrong(fields: HTTPFields, found: SignatureCheck) throws {
        #expect(try check(fields) == found)
    }

    @Test(arguments: [(300, .valid), (301, .stale), (-300, .valid), (-301, .stale)] as [(Double, SignatureCheck)])
    func takesNoOldMessage(seconds: Double, found: SignatureCheck) throws {
        #expect(try check(Self.fields(), after: seconds) == found)
    }

    /// Many services show the secret without its prefix, and their libraries read it as Base64.
    @Test func takesASecretWithoutItsPrefixInBothReadings() throws {
        let bare = Secret(String(Self.secret.reveal().dropFirst(6)))
        #expect(try check(Self.fields(), [bare]) == .valid)
        #expect(try check(Self.fields(id: "msg_other"), [bare]) == .wrong)
        let own = try #require(StandardWebhooks(secrets: [bare])).sign(Self.body, id: Self.id, at: Self.time)
        #expect(own != Self.fields() && own["webhook-signature"]?.split(separator: " ").count == 1)
        #expect(try check(own, [bare]) == .valid)
        #expect(try check(own, [Self.secret]) == .wrong)
    }

    @Test func signsEveryByte() throws {
        #expect(try check(Self.fields(), body: Self.body + [32]) == .wrong)
    }
}
