public import Crypto
public import Foundation
public import HTTPSemantics
public import Observability

/// Signatures by Standard Webhooks (standardwebhooks.com, specification 1.0): `webhook-id`, `webhook-timestamp` and
/// `webhook-signature: v1,<Base64>`, an HMAC-SHA256 over `id.timestamp.body`.
public struct StandardWebhooks: Sendable {
    /// The fields.
    public enum FieldName {
        /// Names the message, the same for every attempt.
        public static let id = "webhook-id"
        /// When this attempt was made, in seconds since 1970.
        public static let timestamp = "webhook-timestamp"
        /// One or more signatures with a blank between.
        public static let signature = "webhook-signature"
    }

    /// How far a message's time may be from ours.
    public static let tolerance: TimeInterval = 300
    /// More signatures than this in one message are not looked at.
    static let maximumSignatures = 16

    private let keys: [[UInt8]]
    /// What a sender may have signed with.
    private let readings: [[UInt8]]

    /// Takes the secrets that are in force, the one to sign with first. A secret is `whsec_` and Base64, or else any text, whose bytes are
    /// the key; where that text is Base64, what others sign with the bytes it stands for is taken as well.
    ///
    /// `nil` when there is none, or what follows `whsec_` is not Base64.
    public init?(secrets: [Secret]) {
        let keys = secrets.compactMap { Self.key($0.reveal()) }
        guard !keys.isEmpty, keys.count == secrets.count else { return nil }
        self.keys = keys
        readings = keys + secrets.compactMap { Self.otherReading($0.reveal()) }
    }

    /// The three fields for a message of our own, signed with every secret that is in force, so that the receiver may change at leisure.
    ///
    /// - Parameter id: must hold no dot: receivers refuse it.
    public func sign(_ body: [UInt8], id: String, at time: Date) throws(CryptoError) -> HTTPFields {
        let timestamp = String(Int(time.timeIntervalSince1970.rounded(.down)))
        var signatures: [String] = []
        for key in keys { signatures.append("v1," + Base64.encode(try Self.digest(id, timestamp, body, key).bytes)) }
        return [
            FieldName.id: id, FieldName.timestamp: timestamp, FieldName.signature: signatures.joined(separator: " "),
        ]
    }

    /// Looks at the signature of a message, as it came and before anything of it is read.
    ///
    /// Compares in constant time with each secret; signatures of other versions than `v1` are passed over.
    /// - Throws: `CryptoError` when the library fails; the message must then not be trusted.
    public func check(_ fields: HTTPFields, of body: [UInt8], now: Date) throws(CryptoError) -> SignatureCheck {
        let signature = try begin(fields, now: now)
        unsafe signature.update(body.span.bytes)
        return try signature.finish()
    }

    /// Begins the check of a message that arrives piece by piece.
    /// - Throws: `CryptoError` when the library fails.
    public func begin(_ fields: HTTPFields, now: Date) throws(CryptoError) -> RunningSignature {
        let given = [FieldName.id, FieldName.timestamp, FieldName.signature].map { fields.values(of: $0) }
        guard !given.contains([]) else { return RunningSignature(ending: .missing) }
        let (id, timestamp, parts) = (given[0][0], given[1][0], given[2][0].split(separator: " "))
        guard given.allSatisfy({ $0.count == 1 }), Self.isIdentifier(id), let time = Self.time(timestamp),
            parts.count <= Self.maximumSignatures
        else { return RunningSignature(ending: .malformed) }
        guard abs(time.timeIntervalSince(now)) <= Self.tolerance else { return RunningSignature(ending: .stale) }
        let digests = parts.compactMap { part in
            part.hasPrefix("v1,") ? Base64.decode(part.dropFirst(3)).flatMap(Digest.init) : nil
        }
        guard !digests.isEmpty else { return RunningSignature(ending: .malformed) }
        var candidates: [RunningSignature.Candidate] = []
        for key in readings { candidates.append(try Self.candidate(id, timestamp, key)) }
        return RunningSignature(candidates, given: digests)
    }

    /// What it proves names the message by its identifier and its body, since each attempt has a time, and so a signature, of its own. The
    /// identifier alone would not do: senders count them for each route and each channel.
    private static func candidate(_ id: String, _ timestamp: String, _ key: [UInt8]) throws(CryptoError)
        -> RunningSignature.Candidate
    {
        let code = try RunningHMAC(key: key)
        unsafe code.update(Array("\(id).\(timestamp).".utf8).span.bytes)
        let identity = try RunningHMAC(key: key)
        unsafe identity.update(Array("\(id).".utf8).span.bytes)
        return .init(code: code, identity: identity) { SignatureProof(digest: $0, webhookID: id) }
    }

    private static func digest(_ id: String, _ timestamp: String, _ body: [UInt8], _ key: [UInt8]) throws(CryptoError) -> Digest {
        try HMACSHA256.authenticate(key: key, message: Array("\(id).\(timestamp).".utf8) + body)
    }

    /// The bytes that a secret stands for; `nil` when it cannot be read.
    static func key(_ secret: String) -> [UInt8]? {
        let key = secret.hasPrefix("whsec_") ? Base64.decode(secret.dropFirst(6)) : Array(secret.utf8)
        return key.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The libraries of Standard Webhooks and Svix take a secret without `whsec_` for Base64 all the same; it is no easier to guess so.
    private static func otherReading(_ secret: String) -> [UInt8]? {
        guard !secret.hasPrefix("whsec_"), let key = Base64.decode(secret[...]), !key.isEmpty else { return nil }
        return key
    }

    /// A dot in it would let two messages have the same signed content. What begins otherwise could be the beginning of a body that is signed
    /// alone, with the same secret.
    private static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, (1...255).contains(text.utf8.count) else { return false }
        return text.utf8.allSatisfy { 0x21...0x7e ~= $0 && $0 != UInt8(ascii: ".") } && (isDigit(first) || isLetter(first))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

    private static func time(_ text: String) -> Date? {
        guard (1...12).contains(text.utf8.count), text.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
        return Double(text).map(Date.init(timeIntervalSince1970:))
    }
}
