import Foundation
import Observability
import Synchronization
import TestSupport

/// A log that keeps its lines.
final class LogLines: Sendable {
    private let kept = Mutex<[JSON]>([])

    var logger: Logger {
        Logger(level: .debug, format: .json) { line in self.kept.withLock { $0.append(JSON(line)) } }
    }

    var all: [JSON] { kept.withLock { $0 } }

    /// The lines with a message that begins so.
    func all(_ message: String) -> [JSON] { all.filter { $0["message"].string?.hasPrefix(message) == true } }

    /// The line of a request, which is written when its answer has left: the client may have it before.
    func line(of requestID: String?) async throws -> JSON? {
        func found() -> JSON? { all.last { $0["request"].string == requestID && $0["status"].number != nil } }
        _ = await eventually { found() != nil }
        return found()
    }
}
