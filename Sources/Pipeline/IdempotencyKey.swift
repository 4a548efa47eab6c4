import Attachments
import Crypto
import Ledger

/// A sender's name for one sending, so that it can be sent again without being taken twice.
public struct IdempotencyKey: Sendable, Hashable {
    /// Whose keys these are: nobody meets the keys of others.
    public let scope: String
    /// As the sender gave it.
    public let key: String

    /// Makes a key.
    public init(scope: String, key: String) {
        self.scope = scope
        self.key = key
    }

    /// The claim to it with everything that was sent: who, what words, and each file's name, type and bytes.
    func claim(for attachments: [Attachment], from sender: Sender, text: String?) throws(CryptoError) -> Arrival.Claim {
        let files = attachments.flatMap { [$0.file.name, $0.file.claimedType ?? "", $0.file.sha256] }
        let all = [sender.contactID, sender.conversationID, sender.messageID, text].map { $0 ?? "" } + files
        // Each with its length, so that no two sendings read the same.
        let content = all.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n")
        return Arrival.Claim(scope: scope, key: key, fingerprint: try SHA256.hash(Array(content.utf8)).hex)
    }
}
