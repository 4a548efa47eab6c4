import Glibc

/// Why a socket could not do what it was asked.
public struct SocketError: Error, Hashable, CustomStringConvertible {
    /// What went wrong, for who must decide.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// Nobody listens there.
        case refused
        /// There is no such socket file, or the host name does not resolve.
        case notFound
        /// The socket file's rights forbid it.
        case forbidden
        /// No network path leads there.
        case unreachable
        /// The deadline passed.
        case timedOut
        /// The other side closed or reset the connection, or `interrupt` was called.
        case closed
        /// The unix path is too long.
        case pathTooLong
        /// The file to be sent ended early or cannot be read.
        case fileUnreadable
        /// This machine lacks descriptors or memory, or something that this list does not know.
        case system
    }

    /// What went wrong.
    public let code: Code
    /// What failed and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension SocketError {
    /// The error of a failed call.
    init(errno number: CInt, connectingTo address: SocketAddress) {
        let code = Code(errno: number)
        self.init(code, "Cannot connect to \(address): \(code.advice(number)).")
    }

    init(errno number: CInt, while activity: String) {
        let code = Code(errno: number)
        self.init(code, "The connection failed while \(activity): \(code.advice(number)).")
    }
}

extension SocketError.Code {
    /// The codes of connect(2), send(2) and recv(2).
    init(errno number: CInt) {
        self =
            switch number {
            // connect(2) on a unix socket whose queue is full answers EAGAIN: the server is there but takes nobody.
            case ECONNREFUSED, EAGAIN: .refused
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM: .forbidden
            case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN: .unreachable
            case ETIMEDOUT: .timedOut
            case EPIPE, ECONNRESET, ENOTCONN, ESHUTDOWN, ECONNABORTED: .closed
            case ENAMETOOLONG: .pathTooLong
            default: .system
            }
    }

    fileprivate func advice(_ number: CInt) -> String {
        switch self {
        case .refused: "nobody accepts connections there; is the server running?"
        case .notFound: "there is no such socket or host; check the address"
        case .forbidden: "permission denied; let this user open the socket"
        case .unreachable: "the network does not lead there; check address and routes"
        case .timedOut: "no answer in time; is the server overloaded?"
        case .closed: "the other side closed it"
        case .pathTooLong: "a socket's path may have 107 bytes; choose a shorter folder"
        case .fileUnreadable: "the file cannot be read to its end"
        case .system: unsafe String(cString: strerror(number))
        }
    }
}
