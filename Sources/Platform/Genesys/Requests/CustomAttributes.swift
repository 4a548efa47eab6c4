import Foundation

/// Values for `channel.metadata.customAttributes`, which become attributes of the customer's participant.
///
/// The platform documents 2048 bytes for web messaging (error 4013) and refuses what is not a text.
struct CustomAttributes: Encodable, Hashable {
    /// Of the whole object in JSON.
    static let maximumBytes = 2047
    /// Of one value.
    static let maximumValueLength = 256

    let values: [String: String]

    /// Cuts long values, and leaves out those that no longer fit, the last names first.
    init(_ values: [String: String]) {
        var kept: [String: String] = [:]
        var bytes = 2
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            let value = String(value.prefix(Self.maximumValueLength))
            let size = Self.size(of: name) + Self.size(of: value) + 2
            guard bytes + size <= Self.maximumBytes else { continue }
            kept[name] = value
            bytes += size
        }
        self.values = kept
    }

    func encode(to encoder: any Encoder) throws { try values.encode(to: encoder) }

    /// In JSON, quotes and escapes included; a control character takes six bytes, and more is not known of the other side's writer.
    private static func size(of text: String) -> Int {
        text.utf8.reduce(2) { $0 + ($1 < 0x20 ? 6 : $1 == UInt8(ascii: "\"") || $1 == UInt8(ascii: "\\") ? 2 : 1) }
    }
}
