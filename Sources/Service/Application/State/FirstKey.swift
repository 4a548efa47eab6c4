import Crypto
import Foundation
import Gateway

/// The key of an installation that has none configured: made at the first start, shown once, and afterwards known only by its SHA-256.
struct FirstKey: Sendable {
    private static let fileName = "first-key.sha256"

    /// The key as the gateway knows it.
    let key: AccessKeys.Key
    /// The key itself, at the start that made it; `nil` at all others.
    private let revealed: String?

    /// Reads the key's digest, or makes a key, which counts only once it was announced.
    init(in state: StateFolder) throws {
        if let digest = state.read(Self.fileName), Digest(hex: digest) != nil {
            (key, revealed) = (Self.key(digest), nil)
            return
        }
        let fresh = Base64URL.encode(try SecureRandom.bytes(32))
        (key, revealed) = (Self.key(try SHA256.hash(Array(fresh.utf8)).hex), fresh)
    }

    /// Shows a new key to the person at the start and keeps its digest: in this order, so that a start that fails leaves no key that
    /// nobody has seen. It goes to the standard output, for the logs go to the other.
    func announce(in state: StateFolder) throws {
        guard let revealed else { return }
        let text = """

            No key is configured (auth.keys), so one was made. It is shown this once; keep it:

                \(revealed)

            Use it as 'Authorization: Bearer <key>'. To get another, remove \(state.file(Self.fileName).path) and start again.


            """
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        try state.write(key.sha256, to: Self.fileName)
    }

    private static func key(_ digest: String) -> AccessKeys.Key {
        AccessKeys.Key(name: "first", sha256: digest, roles: Set(Role.allCases))
    }
}
