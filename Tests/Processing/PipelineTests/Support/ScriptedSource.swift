import Attachments
import Pipeline
import Synchronization

/// Gives what the test wants for each attempt.
final class ScriptedSource: FileSource {
    private let attempts = Mutex(0)
    private let bytes: [UInt8]
    private let answer: @Sendable (Int) -> FetchAnswer

    /// - Parameter answer: is given the number of the attempt, from 1.
    init(
        _ bytes: [UInt8] = Sample.note.bytes,
        answer: @escaping @Sendable (Int) -> FetchAnswer = { _ in .complete(name: nil, type: nil) }
    ) {
        self.bytes = bytes
        self.answer = answer
    }

    var count: Int { attempts.withLock { $0 } }

    func fetch(
        _ file: AnnouncedFile, of message: ConversationMessage, limit: Int64, into take: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> FetchAnswer {
        let number = attempts.withLock { attempts in
            attempts += 1
            return attempts
        }
        // In pieces, and also before an attempt fails.
        for start in stride(from: 0, to: bytes.count, by: 7) { try await take(Array(bytes[start..<min(start + 7, bytes.count)])) }
        return answer(number)
    }
}
