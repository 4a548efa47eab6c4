import Foundation

/// What the outbox keeps of a message, as text: JSON, where the type does not say otherwise.
///
/// Rows outlive the program that wrote them: what was ever stored must stay readable.
public protocol OutboxPayload: Sendable {
    /// Reads what was stored.
    ///
    /// - Throws: any error when it cannot be read; the message is then given up.
    init(stored: String?) throws
    /// As it is stored; `nil` stores nothing.
    var stored: String? { get }
}

extension OutboxPayload where Self: Codable {
    /// Reads JSON.
    public init(stored: String?) throws { self = try JSONDecoder().decode(Self.self, from: Data((stored ?? "").utf8)) }

    /// JSON; `nil` where the encoder refuses the value, which cannot be read again and is then given up.
    public var stored: String? { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } }
}

/// Of a message that is all said with what it is about.
public struct NoPayload: OutboxPayload, Hashable {
    /// Nothing.
    public init() {}
    /// Takes anything for nothing.
    public init(stored: String?) {}
    /// `nil`
    public var stored: String? { nil }
}
