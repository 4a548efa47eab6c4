/// Why a connection is closed (RFC 6455, section 7.4).
public struct WebSocketCloseCode: RawRepresentable, Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: UInt16

    /// Takes any number; see `isSendable`.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Takes any number.
    public init(integerLiteral value: UInt16) {
        rawValue = value
    }

    /// The purpose is fulfilled.
    public static let normal: Self = 1000
    /// The endpoint goes down or leaves.
    public static let goingAway: Self = 1001
    /// The other side broke the protocol. Also what libwebsockets makes of a code that it does not know, 1012 to 1014 among them.
    public static let protocolError: Self = 1002
    /// The close frame had no code; never sent.
    public static let none: Self = 1005
    /// Text was not UTF-8.
    public static let invalidData: Self = 1007
    /// The message breaks a rule of the endpoint's own.
    public static let policyViolation: Self = 1008
    /// The message is too large.
    public static let messageTooBig: Self = 1009
    /// The server cannot go on.
    public static let internalError: Self = 1011

    /// Whether a close frame may hold it.
    public var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// The number.
    public var description: String { "\(rawValue)" }
}
