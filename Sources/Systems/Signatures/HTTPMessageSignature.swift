import Crypto
import Foundation
import HTTPSemantics
import Observability

/// HTTP message signatures (RFC 9421) in a strict profile: one signature by `hmac-sha256` with the time at which it was made, over the method,
/// the path, the type, the digest of the content (RFC 9530, `sha-256`) and whatever else of the head means something.
///
/// It is checked before the first byte of the body; of the body only the digest is left to compare.
struct HTTPMessageSignature: Sendable {
    enum FieldName {
        static let input = "Signature-Input"
        static let signature = "Signature"
        static let digest = "Content-Digest"
    }

    /// What every signature has to cover.
    static let required = ["@method", "@path", "content-digest", "content-type"]

    private let secrets: [Secret]

    init(secrets: [Secret]) { self.secrets = secrets }

    func begin(_ head: SignedHead, now: Date) throws(CryptoError) -> RunningSignature {
        let given = [FieldName.input, FieldName.signature, FieldName.digest].map { head.fields.values(of: $0) }
        guard given.allSatisfy({ $0.count <= 1 }), given.allSatisfy({ !$0.isEmpty }), let input = SignatureInput(given[0][0]),
            let signature = Self.digest(given[1][0], after: "\(input.label)=:"),
            let content = Self.digest(given[2][0], after: "sha-256=:"), Self.coversAll(input, of: head),
            let base = Self.base(input, of: head)
        else { return RunningSignature(ending: .malformed) }
        guard input.isFresh(at: now, within: StandardWebhooks.tolerance) else { return RunningSignature(ending: .stale) }
        guard try isSigned(base, signature) else { return RunningSignature(ending: .wrong) }
        let proof = SignatureProof(digest: signature, webhookID: nil)
        return RunningSignature([.init(code: RunningHash()) { _ in proof }], given: [content])
    }

    /// Compares in constant time with each secret, whichever is right.
    private func isSigned(_ base: [UInt8], _ signature: Digest) throws(CryptoError) -> Bool {
        var isValid = false
        for secret in secrets {
            guard let key = StandardWebhooks.key(secret.reveal()) else { continue }
            if try HMACSHA256.authenticate(key: key, message: base) == signature { isValid = true }
        }
        return isValid
    }

    private static func coversAll(_ input: SignatureInput, of head: SignedHead) -> Bool {
        (required + head.binding.filter { head.fields[$0] != nil }).allSatisfy(input.components.contains)
    }

    /// The signature base (RFC 9421, section 2.5); `nil` when something is covered that is not there once, or that we do not know.
    static func base(_ input: SignatureInput, of head: SignedHead) -> [UInt8]? {
        var lines: [String] = []
        for name in input.components {
            guard let value = value(of: name, in: head) else { return nil }
            lines.append("\"\(name)\": \(value)")
        }
        lines.append("\"@signature-params\": \(input.parameters)")
        return Array(lines.joined(separator: "\n").utf8)
    }

    private static func value(of component: String, in head: SignedHead) -> String? {
        switch component {
        case "@method": return head.method.rawValue
        case "@path": return head.path
        default:
            let values = head.fields.values(of: component)
            guard values.count == 1, values[0].utf8.allSatisfy({ 0x20...0x7e ~= $0 }) else { return nil }
            return values[0]
        }
    }

    /// A byte sequence of a dictionary with one member (RFC 9651, section 3.3.5).
    private static func digest(_ text: String, after start: String) -> Digest? {
        guard text.hasPrefix(start), text.hasSuffix(":"), text.utf8.count > start.utf8.count else { return nil }
        return Base64.decode(text.dropFirst(start.count).dropLast()).flatMap(Digest.init)
    }
}
