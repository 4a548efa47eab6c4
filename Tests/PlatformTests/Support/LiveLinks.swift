import Attachments
import Foundation
import HTTPSemantics
import HTTPServer
import Synchronization

import struct Attachments.Attachment

/// Links to released files that the simulator can fetch: served from memory by the rig's own server.
final class LiveLinks: Sendable {
    private let base = Mutex("")
    let handler: FileHandler

    init(handler: FileHandler) { self.handler = handler }

    var address: String {
        get { base.withLock { $0 } }
        set { base.withLock { $0 = newValue } }
    }

    func url(for attachment: Attachment) throws -> URL {
        struct NoURL: Error {}
        guard let url = URL(string: "\(address)/files/\(attachment.id)?signature=secret") else { throw NoURL() }
        return url
    }
}

/// Serves one body for every path below `/files`, and keeps what is posted to it elsewhere.
final class FileHandler: RequestHandler {
    struct Posted: Sendable {
        let request: Request
        let body: [UInt8]
    }

    private let state = Mutex((posts: [Posted](), refusals: 0))
    private let bytes: [UInt8]
    private let type: String

    init(_ bytes: [UInt8] = Samples.note, type: String = "text/plain") {
        self.bytes = bytes
        self.type = type
    }

    var posts: [Posted] { state.withLock { $0.posts } }

    /// Answers so many posts with 503 first.
    func refuse(_ count: Int) { state.withLock { $0.refusals = count } }

    func receive(_ request: Request) -> Reception {
        guard request.method == .post else {
            return .answer(Response(status: 200, fields: ["Content-Type": type], body: .bytes(bytes)))
        }
        return .collect(limit: 1 << 20) { [self] body in
            let isRefused = state.withLock { state in
                if state.refusals > 0 {
                    state.refusals -= 1
                    return true
                }
                state.posts.append(Posted(request: request, body: body))
                return false
            }
            return Response(status: isRefused ? 503 : 204, fields: [:], body: .bytes([]))
        }
    }
}

enum Samples {
    static let note = Array("A note for the agent.\n".utf8)
}
