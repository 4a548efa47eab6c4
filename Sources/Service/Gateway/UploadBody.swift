import HTTPServer
import Pipeline
import Synchronization

/// Takes an upload's body, whatever its form, and hands its files over once it is complete; what breaks leaves nothing behind.
final class UploadBody<Form: UploadBodyForm>: BodyConsumer {
    private enum State {
        case taking(Form)
        case refused(any Error)
        case over
    }

    private let state: Mutex<State>
    private let complete: @Sendable (Result<UploadMessage, any Error>) async -> Response

    /// - Parameter complete: answers, with the message or with what was wrong with it.
    init(_ form: Form, complete: @escaping @Sendable (Result<UploadMessage, any Error>) async -> Response) {
        self.state = Mutex(.taking(form))
        self.complete = complete
    }

    func consume(_ bytes: RawSpan) -> BodyDemand {
        state.withLock { state in
            guard case .taking(var form) = state else { return .enough }
            // The form is moved out and in again, so that it is changed in place and not copied.
            state = .over
            do {
                try form.consume(bytes)
                state = .taking(form)
                return .more
            } catch {
                form.discard()
                state = .refused(error)
                return .enough
            }
        }
    }

    func finish() async -> Response {
        let outcome: Result<UploadMessage, any Error> = state.withLock { state in
            defer { state = .over }
            switch state {
            case .taking(var form):
                do {
                    return .success(try form.finish())
                } catch {
                    form.discard()
                    return .failure(error)
                }
            case .refused(let error): return .failure(error)
            case .over: return .failure(UploadError.noBody)
            }
        }
        return await complete(outcome)
    }

    func abandon() {
        state.withLock { state in
            if case .taking(let form) = state { form.discard() }
            state = .over
        }
    }
}

/// A body's form: what its bytes are.
protocol UploadBodyForm: Sendable {
    /// Takes the next bytes.
    mutating func consume(_ bytes: RawSpan) throws
    /// The whole message, once the body is complete.
    mutating func finish() throws -> UploadMessage
    /// Removes what was written of it.
    func discard()
}
