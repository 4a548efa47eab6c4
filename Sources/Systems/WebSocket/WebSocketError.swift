/// Why a connection could not be had, or ended without being closed. Holds nothing of an address but its scheme, host and port.
public struct WebSocketError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Sendable, Hashable {
        case invalidURL, invalidRequest, unreachable, tls, timedOut, invalidAnswer
        /// The server answered the handshake with another status than 101.
        case refused(status: Int)
        /// The connection ended without a close frame.
        case lost
        /// Nothing came within the limit, not even an answer to a ping.
        case silent
        /// A message over the limit came; the connection was closed with 1009.
        case messageTooLarge
        /// A text that is not UTF-8 came; the connection was closed with 1007.
        case notText
        /// A message over the limit was to be sent.
        case unsendable
        /// More waits to be sent than the limit allows.
        case overloaded
        /// It is closed already, or about to be.
        case closed
        /// The server's address cannot be had.
        case cannotListen
        /// A server runs once.
        case alreadyRun
    }

    /// What kind of failure it is.
    public let code: Code
    /// Scheme, host and port; for a server's connection `client`.
    public let origin: String
    /// What the library says about it, in plain ASCII.
    public let cause: String?

    init(_ code: Code, origin: String, cause: String? = nil) {
        self.code = code
        self.origin = origin
        self.cause = cause
    }

    /// What failed and what to do about it.
    public var description: String { "\(origin): \(explanation)" + (cause.map { " (\($0))" } ?? "") }

    private var explanation: String {
        switch code {
        case .invalidURL: "the address is not a ws or wss URL of at most 1,900 bytes without credentials; correct it"
        case .invalidRequest: "a field, a close code, a reason or a ping holds what the protocol does not allow; correct it"
        case .unreachable: "no connection; check that the server runs and can be reached from here"
        case .tls: "no trusted TLS connection; check the server's certificate and the trusted authorities"
        case .timedOut: "the handshake was not over in time; try again later"
        case .invalidAnswer: "the answer is not that of a WebSocket server; check what answers there"
        case .refused(let status): "the handshake was answered with status \(status); check what the server wants"
        case .lost: "the connection ended without being closed; connect again"
        case .silent: "nothing was heard within the limit; connect again"
        case .messageTooLarge: "a message over the limit came; check what is sent there or raise the limit"
        case .notText: "a text that is not UTF-8 came; check what is sent there"
        case .unsendable: "the message is over the limit; send less or raise the limit"
        case .overloaded: "too much waits to be sent; send less at once"
        case .closed: "the connection is closed; make another one"
        case .cannotListen: "the port cannot be had; is another program using it?"
        case .alreadyRun: "a server runs once; make another one"
        }
    }
}
