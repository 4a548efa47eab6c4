internal import FileIO
internal import S3

/// The store could not do what was asked.
public struct ObjectStoreError: Error, Sendable, CustomStringConvertible {
    /// Why; a closed set, so that callers can decide.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is no room for more.
        case full
        /// The object is not where it was looked for.
        case notFound
        /// The object is being written already.
        case exists
        /// The writer was published or discarded before.
        case finished
        /// The object's bytes are not those that were stored.
        case corrupt
        /// The store cannot be used as it is; the operator has to act.
        case unusable
        /// The storage failed; it may go well another time.
        case failed
    }

    /// Why.
    public let code: Code
    /// What failed and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    init(_ cause: FileError) {
        self.code =
            switch cause.code {
            case .noSpace: .full
            case .notFound: .notFound
            case .exists: .exists
            case .permission, .wrongKind, .exposed, .invalidName: .unusable
            case .tooManyOpen, .io: .failed
            }
        self.description = "The store failed. \(cause)"
    }

    init(_ cause: S3Error) {
        self.code =
            switch cause.code {
            case .notFound: .notFound
            case .full: .full
            case .noSuchBucket, .accessDenied, .wrongCredentials, .suspended, .clockSkew, .wrongRegion: .unusable
            case .corrupted, .unavailable, .unreachable, .invalidAnswer, .refused: .failed
            }
        self.description = "The store failed. \(cause)"
    }
}

extension ObjectStoreError {
    static let finished = ObjectStoreError(.finished, "The object is published or discarded already. Start another one.")
}

/// Does something with files, and says in the store's terms what went wrong.
func storing<Value>(_ action: () throws(FileError) -> Value) throws(ObjectStoreError) -> Value {
    do throws(FileError) { return try action() } catch { throw ObjectStoreError(error) }
}

/// Does something with the S3 service, and says in the store's terms what went wrong.
func asking<Value>(_ action: () async throws -> Value) async throws -> Value {
    do {
        return try await action()
    } catch let error as S3Error {
        throw ObjectStoreError(error)
    }
}
