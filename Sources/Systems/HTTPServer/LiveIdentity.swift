import FileIO
import Synchronization

/// What the server shows to clients, and where to read it again.
final class LiveIdentity: Sendable {
    private struct State {
        var identity: TLSIdentity
        var texts: [[UInt8]]
    }

    private static let sizeLimit = 1 << 20

    private let files: TLSFiles
    private let state: Mutex<State>

    /// Reads the files; blocks.
    /// - Throws: `HTTPServerError` when they cannot be read or used.
    init(_ files: TLSFiles) throws(HTTPServerError) {
        self.files = files
        let texts = try Self.texts(files)
        let identity = try TLSIdentity(certificate: texts[0], key: texts[1])
        state = Mutex(State(identity: identity, texts: texts))
    }

    /// For connections that come now.
    var current: TLSIdentity { state.withLock { $0.identity } }

    /// Reads the files again.
    /// - Returns: whether there is anything new in them.
    /// - Throws: `HTTPServerError` when they cannot be read or used; what was shown before stays.
    func reload() throws(HTTPServerError) -> Bool {
        let texts = try Self.texts(files)
        guard texts != state.withLock({ $0.texts }) else { return false }
        let identity = try TLSIdentity(certificate: texts[0], key: texts[1])
        state.withLock { $0 = State(identity: identity, texts: texts) }
        return true
    }

    private static func texts(_ files: TLSFiles) throws(HTTPServerError) -> [[UInt8]] {
        [try text(of: files.certificate, "tls.certificate"), try text(of: files.key, "tls.key")]
    }

    private static func text(of path: String, _ name: String) throws(HTTPServerError) -> [UInt8] {
        do {
            let file = try OpenFile(path: path)
            return try file.read(upTo: sizeLimit, at: 0)
        } catch {
            throw HTTPServerError(.badCertificate, "\(name): \(error) Name a PEM file that this user may read.")
        }
    }
}
