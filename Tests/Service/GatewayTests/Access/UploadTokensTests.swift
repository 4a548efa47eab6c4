import Crypto
import Foundation
import TestSupport
import Testing

@testable import Gateway

/// Making and checking tokens, without a server.
struct UploadTokensTests {
    private let clock = TestClock()
    private let tokens: UploadTokens

    init() { tokens = Self.tokens(key: 1, clock) }

    private static func tokens(key: UInt8, _ clock: TestClock) -> UploadTokens {
        UploadTokens(key: [UInt8](repeating: key, count: 32), now: { clock.now })
    }

    @Test func saysWhatItAllows() throws {
        let grant = UploadGrant(
            conversationID: "talk \"1\"/ü", contactID: "customer", lifetime: .seconds(60), maximumSize: 500, maximumFiles: 2)
        let (text, token) = try tokens.make(grant)
        #expect(try tokens.read(text) == token)
        #expect(token.conversationID == grant.conversationID && token.contactID == "customer")
        #expect(token.maximumSize == 500 && token.maximumFiles == 2)
        #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
    }

    @Test func isGoodUntilItRunsOutAndNotASecondLonger() throws {
        let (text, token) = try tokens.make(.init(conversationID: "talk", lifetime: .seconds(60)))
        let left = token.expires.timeIntervalSince(clock.now)
        #expect((59...61).contains(left))
        clock.advance(by: .seconds(left - 1))
        #expect(try tokens.read(text) == token)
        clock.advance(by: .seconds(1))
        #expect(throws: UploadTokenError.expired) { try tokens.read(text) }
    }

    @Test func usesTheUsualLifetimeWhenNobodySays() throws {
        let (_, token) = try tokens.make(.init(conversationID: "talk"))
        #expect((899...901).contains(token.expires.timeIntervalSince(clock.now)))
    }

    @Test func noOtherKeyMakesOne() throws {
        let (text, _) = try Self.tokens(key: 2, clock).make(.init(conversationID: "talk"))
        #expect(throws: UploadTokenError.forged) { try tokens.read(text) }
    }

    /// Links are signed with the same key.
    @Test func noOtherKindOfSignatureIsOne() throws {
        let (text, _) = try tokens.make(.init(conversationID: "talk"))
        let parts = text.split(separator: ".")
        let code = try HMACSHA256.authenticate(key: [UInt8](repeating: 1, count: 32), message: Array("lzt1.\(parts[1])".utf8))
        #expect(throws: UploadTokenError.forged) { try tokens.read("lzt1.\(parts[1]).\(Base64URL.encode(code.bytes))") }
    }

    @Test func noByteOfItCanBeChanged() throws {
        let (text, _) = try tokens.make(.init(conversationID: "talk", maximumFiles: 1))
        for index in text.indices {
            var changed = text
            changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            #expect(throws: UploadTokenError.forged) { try tokens.read(changed) }
        }
    }

    @Test(arguments: [
        "", "lzt1", "lzt1.", "lzt1..", "lzt1.e30.", ".e30.AAAA", "lzt2.e30.AAAA", "lzt1.e30.AAAA.AAAA", "lzt1.\u{0}.\u{0}",
        "lzt1." + String(repeating: "A", count: 100_000) + ".AAAA",
    ])
    func nothingElseIsOne(_ text: String) {
        #expect(throws: UploadTokenError.forged) { try tokens.read(text) }
    }

    @Test(arguments: [
        UploadGrant(conversationID: ""), UploadGrant(conversationID: " "), UploadGrant(conversationID: "a\nb"),
        UploadGrant(conversationID: String(repeating: "a", count: 1025)), UploadGrant(conversationID: "a", contactID: ""),
        UploadGrant(conversationID: "a", contactID: "\u{7F}"), UploadGrant(conversationID: "a", lifetime: .zero),
        UploadGrant(conversationID: "a", lifetime: .seconds(86_401)), UploadGrant(conversationID: "a", maximumSize: 0),
        UploadGrant(conversationID: "a", maximumSize: -1), UploadGrant(conversationID: "a", maximumFiles: 0),
    ])
    func refusesToAllowWhatCannotBe(_ grant: UploadGrant) throws {
        let error = #expect(throws: UploadTokenError.self) { try tokens.make(grant) }
        #expect(error?.code == .unusableGrant)
    }

    @Test func takesTheLongestIdentifiersThereAre() throws {
        let long = String(repeating: "\"", count: 1024)
        let (text, token) = try tokens.make(.init(conversationID: long, contactID: long))
        #expect(try tokens.read(text) == token)
    }
}
