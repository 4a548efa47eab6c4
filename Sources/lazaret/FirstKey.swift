import Crypto
import Foundation
import Gateway

/// The key of an installation that has none configured: made at the first start, shown once, and afterwards known only by its SHA-256.
struct FirstKey: Sendable {
    private static let fileName = "first-key.sha256"

    /// The key as the gateway knows it.
    let key: AccessKeys.Key
    /// The key itself, at the start that made it; `nil` at all others.
    let revealed: String?

    /// Reads the key's digest, or makes the key.
    init(in state: StateFolder) throws {
        if let digest = state.read(Self.fileName), Digest(hex: digest) != nil {
            (key, revealed) = (Self.key(digest), nil)
            return
        }
        let fresh = Base64URL.encode(try SecureRandom.bytes(32))
        let digest = try SHA256.hash(Array(fresh.utf8)).hex
        try state.write(digest, to: Self.fileName)
        (key, revealed) = (Self.key(digest), fresh)
    }

    /// Shows the key to the person at the start; never to a log collector's JSON.
    func announce(in state: StateFolder) {
        guard let revealed else { return }
        let text = """

            No key is configured (auth.keys), so one was made. It is shown this once; keep it:

                \(revealed)

            Use it as 'Authorization: Bearer \(revealed)'. To get another, remove \(state.file(Self.fileName).path) and start again.


            """
        FileHandle.standardError.write(Data(text.utf8))
    }

    private static func key(_ digest: String) -> AccessKeys.Key {
        AccessKeys.Key(name: "first", sha256: digest, roles: Set(Role.allCases))
    }
}
