import Crypto
import Foundation
import HTTPSemantics
import Observability
import Testing

@testable import Signatures

struct HTTPMessageSignatureTests {
    private static let secret = Secret("the-inbound-secret-of-the-kiosk")
    private static let time = Date(timeIntervalSince1970: 1_618_884_473)
    private static let body = Array("Hello, World!".utf8)
    private static let input =
        #"sig=("@method" "@path" "content-type" "content-digest" "content-disposition" "lazaret-contact-id" "lazaret-message-id")"#
        + #";created=1618884473;keyid="kiosk";alg="hmac-sha256""#
    /// Made by Python's hmac over a signature base that was written by hand after RFC 9421, section 2.5.
    private static let signature = "sig=:97+J07FURrKffSocxj39XfIk58aOuAzO9v+ejKmJKTU=:"

    private static let fields: HTTPFields = [
        "Content-Type": "text/plain", "Content-Digest": "sha-256=:3/1gIbsr1bCvZ2KQgJ7DpTGR3YHH9wpLKGiKNiGCmG8=:",
        "Content-Disposition": "attachment; filename=\"note.txt\"", "Lazaret-Contact-Id": "anna", "Lazaret-Message-Id": "m-1",
        "Signature-Input": input, "Signature": signature,
    ]

    private func check(
        _ fields: HTTPFields = fields, method: HTTPMethod = .post, path: String = "/channels/kiosk/messages", body: [UInt8] = body,
        _ secrets: [Secret] = [secret], after seconds: Double = 0
    ) throws -> SignatureCheck {
        let binding = ["lazaret-contact-id", "lazaret-message-id", "lazaret-text", "content-type", "content-disposition"]
        let head = SignedHead(method: method, path: path, fields: fields, binding: binding)
        let running = try ChannelSignature(secrets: secrets).begin(head, now: Self.time.addingTimeInterval(seconds))
        unsafe running.update(body.span.bytes)
        return try running.finish()
    }

    @Test func takesWhatAnotherProgramSigned() throws {
        #expect(try check() == .valid)
        #expect(try check([Secret("another secret"), Self.secret]) == .valid)
        #expect(try check([Secret("another secret")]) == .wrong)
        #expect(try check([]) == .wrong)
    }

    private func check(_ secrets: [Secret]) throws -> SignatureCheck { try check(Self.fields, secrets) }

    @Test func signsTheHeadAndTheContent() throws {
        #expect(try check(method: .put) == .wrong)
        #expect(try check(path: "/channels/shop/messages") == .wrong)
        #expect(try check(body: Self.body + [10]) == .wrong)
        for name in ["Content-Type", "Content-Disposition", "Lazaret-Contact-Id", "Lazaret-Message-Id"] {
            var fields = Self.fields
            fields[name] = "other"
            #expect(try check(fields) == .wrong, "\(name)")
            fields[name] = nil
            #expect(try check(fields) == .malformed, "\(name)")
            fields = Self.fields
            fields.append(name, "other")
            #expect(try check(fields) == .malformed, "\(name)")
        }
        var fields = Self.fields
        fields["Lazaret-Text"] = "not signed"
        #expect(try check(fields) == .malformed)
    }

    @Test(arguments: [(300, .valid), (301, .stale), (-300, .valid), (-301, .stale)] as [(Double, SignatureCheck)])
    func takesNoOldMessage(seconds: Double, found: SignatureCheck) throws {
        #expect(try check(after: seconds) == found)
    }

    @Test(arguments: [
        #"sig=();created=1"#, #"sig=("@method");created=1618884473"#, #"sig=("@method" "@path" "content-digest" "content-type")"#,
        input.replacing(";created=1618884473", with: ""), input.replacing("created=1618884473", with: "created=\"1618884473\""),
        input.replacing("hmac-sha256", with: "hmac-sha512"), input.replacing("\" \"", with: "\"  \""),
        input.replacing("\"@path\"", with: "\"@path\";req"), input.replacing("\"@path\"", with: "\"@path\" \"@path\""),
        input.replacing("\"@path\"", with: "\"@target-uri\""), input + ", other=(\"@method\");created=1618884473",
        input + ";extra=1", input + ";created=1618884473", input.replacing("sig=", with: "other="), input + ";tag=\"a b\"",
        input.replacing("content-type", with: "Content-Type"), "", "sig", "sig=(", "sig=(\"a\"", " " + input,
    ])
    func takesNothingBeyondTheProfile(_ input: String) throws {
        var fields = Self.fields
        fields["Signature-Input"] = input
        #expect(try check(fields) == .malformed)
    }

    @Test(arguments: ["1618884473", "1618884472"]) func looksAtTheEnd(_ expires: String) throws {
        var fields = Self.fields
        fields["Signature-Input"] = Self.input + ";expires=\(expires)"
        // Signed anew it would be valid; as it is, what is stale is told before what is wrong.
        #expect(try check(fields) == (expires == "1618884473" ? .wrong : .stale))
    }

    @Test(arguments: [
        "sha-512=:3/1gIbsr1bCvZ2KQgJ7DpTGR3YHH9wpLKGiKNiGCmG8=:", "sha-256=3/1gIbsr1bCvZ2KQgJ7DpTGR3YHH9wpLKGiKNiGCmG8=",
        "sha-256=:AAAA:", "sha-256=:", "",
    ])
    func needsADigestOfTheContent(_ digest: String) throws {
        var fields = Self.fields
        fields["Content-Digest"] = digest
        #expect(try check(fields) == .malformed)
    }

    @Test func takesOneFormOfSignatureAtATime() throws {
        var fields = Self.fields
        fields["X-Hub-Signature-256"] = try HubSignature.sign(Self.body, with: Self.secret)
        #expect(try check(fields) == .malformed)
        #expect(try check([:]) == .missing)
        #expect(try check(["Signature": Self.signature]) == .malformed)
    }

    /// What a message is remembered by differs with the secret, and for Standard Webhooks not with the attempt.
    @Test func provesTheSameOfEachAttempt() throws {
        func proof(id: String, at time: Date, _ secret: Secret) throws -> SignatureProof? {
            let webhooks = try #require(StandardWebhooks(secrets: [secret]))
            let fields = try webhooks.sign(Self.body, id: id, at: time)
            let running = try webhooks.begin(fields, now: time)
            for byte in Self.body { unsafe running.update([byte].span.bytes) }
            return try running.finish() == .valid ? running.proof : nil
        }
        let first = try #require(try proof(id: "msg_1", at: Self.time, Self.secret))
        #expect(first.webhookID == "msg_1")
        #expect(try proof(id: "msg_1", at: Self.time + 60, Self.secret) == first)
        #expect(try proof(id: "msg_2", at: Self.time, Self.secret)?.digest != first.digest)
        #expect(try proof(id: "msg_1", at: Self.time, Secret("another secret"))?.digest != first.digest)
    }
}
