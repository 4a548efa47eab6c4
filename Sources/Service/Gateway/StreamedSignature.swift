import Crypto
import HTTPServer
import Pipeline
import Signatures
import Synchronization

/// The signature of a body that is arriving, shared by who takes the bytes and who asks in the end what it proves.
final class StreamedSignature: Sendable {
    private let running: Mutex<RunningSignature>

    init(_ running: sending RunningSignature) { self.running = Mutex(running) }

    func update(_ bytes: RawSpan) { running.withLock { $0.update(bytes) } }

    /// Ends the body; whether it is signed. Never when the library fails.
    func finish() -> Bool { running.withLock { (try? $0.finish()) == .valid } }

    /// Known when the body has ended, and is signed.
    var proof: SignatureProof? { running.withLock { $0.proof } }
}

extension Request {
    /// What of the head channels may sign, and has to be signed where a signature covers the head.
    var signedHead: SignedHead {
        SignedHead(method: method, path: path, fields: fields, binding: SignedFile.fieldNames.map { $0.lowercased() })
    }
}

extension SignatureProof {
    /// What a second request with this signature is known by.
    var nonce: String { digest.hex }

    /// The sender's own name for the request, where the signature covers one.
    func key(scope: String) -> IdempotencyKey? {
        webhookID.map { IdempotencyKey(scope: "webhook/\(scope)", key: $0, isSigned: true) }
    }
}
