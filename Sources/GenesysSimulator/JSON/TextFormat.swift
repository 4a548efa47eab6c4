internal import Crypto
internal import Foundation

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
        case .timestamp: Self.date(text) != nil
        case .url: WebAddress(text) != nil
        case .sha256: Digest(hex: text) != nil
        case .mediaType: MediaType(text) != nil
        }
    }

    private static func date(_ text: String) -> Date? {
        [false, true].lazy.compactMap { try? Date.ISO8601FormatStyle(includingFractionalSeconds: $0).parse(text) }.first
    }
}
