internal import Crypto
internal import Foundation
internal import HTTPSemantics

/// Signs the addresses at which files lie, so that nobody needs a token there, and for a while only.
struct DownloadLinks: Sendable {
    /// Where files lie: another path than the API's, and by default another host name.
    static let path = "/simulated-storage"

    private let base: String
    private let key: [UInt8]
    private let lifetime: Duration

    init(base: String, key: String, lifetime: Duration) {
        self.base = base
        self.key = Array(key.utf8)
        self.lifetime = lifetime
    }

    func url(of id: String, at now: Date) -> String {
        let expires = Int((now + lifetime / .seconds(1)).timeIntervalSince1970)
        return "\(base)\(Self.path)/\(id)?expires=\(expires)&signature=\(signature(id, expires))"
    }

    /// - Throws: ``Refusal`` 403 for a link that was not made here or is past; 400 for a caller who sends its token along.
    func check(_ call: Call, id: String, at now: Date) throws(Refusal) {
        guard call.fields["Authorization"] == nil else {
            throw .brokenRule("Authorization", "A signed URL is fetched without a token: do not send yours to other hosts.")
        }
        let query = Dictionary(call.query.map { ($0.name, $0.value) }) { first, _ in first }
        guard let expires = query["expires"].flatMap({ Int($0) }), query["signature"] == signature(id, expires),
            now.timeIntervalSince1970 < Double(expires)
        else { throw .notAuthorized("The signed URL is not valid or has expired; ask for a new one.") }
    }

    private func signature(_ id: String, _ expires: Int) -> String {
        // Without a code nothing can be signed, and then no link is right.
        (try? HMACSHA256.authenticate(key: key, message: Array("\(id)\n\(expires)".utf8)).hex) ?? UUID().uuidString
    }
}
