public import Crypto

/// A look at the signature of a message that is still arriving. Belongs to one thread at a time.
public final class RunningSignature {
    /// What is computed over the message, and what it proves when it comes out as it was given.
    struct Candidate {
        let code: any RunningCode
        /// Names the message where attempts have signatures of their own; `nil` where the signature itself names it.
        var identity: (any RunningCode)?
        let proof: (Digest) -> SignatureProof
    }

    /// What is wrong already, whatever the message says; `nil` while it can still turn out to be valid.
    public let refusal: SignatureCheck?
    /// Who signed it; `nil` unless `finish` has said `valid`.
    public private(set) var proof: SignatureProof?

    private let candidates: [Candidate]
    private let given: [Digest]

    /// Whether the message can still turn out to be valid: there is a signature that can be read.
    public var isOpen: Bool { refusal == nil }

    init(_ candidates: [Candidate], given: [Digest]) { (self.candidates, self.given, refusal) = (candidates, given, nil) }

    init(ending refusal: SignatureCheck) { (candidates, given, self.refusal) = ([], [], refusal) }

    /// Takes the next bytes of the message.
    public func update(_ bytes: RawSpan) {
        for candidate in candidates {
            candidate.code.update(bytes)
            candidate.identity?.update(bytes)
        }
    }

    /// Ends the message. Compares in constant time with each secret, whichever is right.
    /// - Throws: `CryptoError` when the library fails; the message must then not be trusted.
    public func finish() throws(CryptoError) -> SignatureCheck {
        if let refusal { return refusal }
        for candidate in candidates {
            let own = try candidate.code.finalize()
            let identity = try candidate.identity?.finalize() ?? own
            for digest in given where digest == own { proof = candidate.proof(identity) }
        }
        return proof == nil ? .wrong : .valid
    }
}

/// What a right signature proves of a message besides its bytes.
public struct SignatureProof: Sendable, Hashable {
    /// Made with the secret: the same for the same signed message, and for nothing else under any secret. Not the signature itself where
    /// attempts differ.
    public let digest: Digest
    /// What the sender calls the message, the same for every attempt; `nil` where the signature has no name for it.
    public let webhookID: String?
}

/// A digest of a message that arrives piece by piece.
protocol RunningCode {
    func update(_ bytes: RawSpan)
    func finalize() throws(CryptoError) -> Digest
}

extension RunningHMAC: RunningCode {}

/// The digest of content that is not signed itself.
final class RunningHash: RunningCode {
    private var hash = SHA256()

    func update(_ bytes: RawSpan) { hash.update(bytes) }
    func finalize() throws(CryptoError) -> Digest { try hash.finalize() }
}
