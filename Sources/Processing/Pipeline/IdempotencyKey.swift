import Attachments
import Crypto
import Ledger

/// A sender's name for one sending, so that it can be sent again without being taken twice.
public struct IdempotencyKey: Sendable, Hashable {
    /// Whose keys these are, and at which route: nobody meets the keys of others.
    public let scope: String
    /// As the sender gave it.
    public let key: String
    /// Whether it came with a signature, and is remembered for as long as those are.
    public let isSigned: Bool

    /// Makes a key.
    public init(scope: String, key: String, isSigned: Bool = false) {
        self.scope = scope
        self.key = key
        self.isSigned = isSigned
    }

    /// The claim to it with this content.
    func claim(for fingerprint: String) -> IntakeRecord.Claim {
        IntakeRecord.Claim(scope: scope, key: key, fingerprint: fingerprint, isLasting: isSigned)
    }
}

/// A digest of everything that was sent: who, what words, and each file's name, type and bytes.
enum Fingerprint {
    static func of(_ attachments: [Attachment], from sender: Sender, text: String?) throws(CryptoError) -> String {
        let files = attachments.flatMap { [$0.file.name, $0.file.claimedType ?? "", $0.file.sha256] }
        let all = [sender.contactID, sender.conversationID, sender.messageID, text].map { $0 ?? "" } + files
        // Each with its length, so that no two sendings read the same.
        let content = all.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n")
        return try SHA256.hash(Array(content.utf8)).hex
    }
}
