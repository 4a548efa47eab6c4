internal import Crypto
internal import Foundation
internal import HTTPSemantics

/// What a piece of text must be, beyond its length.
enum TextFormat: String, Sendable {
    case any
    /// ISO 8601 with seconds and a zone, such as `2026-11-21T10:00:00.123Z`.
    case timestamp
    /// An absolute `http` or `https` URL with a host and no user in it.
    case url
    /// 64 hexadecimal characters.
    case sha256
    /// A type and a subtype (RFC 2045, section 5.1), without parameters.
    case mediaType

    func accepts(_ text: String) -> Bool {
        switch self {
        case .any: true
        case .timestamp: Self.isTimestamp(text)
        case .url: WebAddress(text) != nil
        case .sha256: Digest(hex: text) != nil
        case .mediaType: MediaType(text)?.parameters.isEmpty == true
        }
    }

    /// Foundation's parser takes 30 February for 2 March and leaves what follows unread: so the form is checked here, and the date by
    /// writing it again.
    private static func isTimestamp(_ text: String) -> Bool {
        let form = /([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-8]):[0-5][0-9])/
        guard let match = text.wholeMatch(of: form) else { return false }
        let local = "\(match.1)Z"
        return (try? Date(local, strategy: .iso8601))?.formatted(.iso8601) == local
    }
}
