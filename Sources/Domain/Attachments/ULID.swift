/// What an attachment is called everywhere.
public typealias AttachmentID = ULID<Attachment>
/// What a message of a conversation is called everywhere.
public typealias MessageID = ULID<ConversationMessage>

/// A ULID: 48 bits of milliseconds since 1970 and 80 random bits, as 26 characters of Crockford's base 32. Sorts by time.
///
/// The type of what it identifies keeps an attachment's from being taken for a message's.
public struct ULID<Subject>: Sendable, Hashable, Comparable, LosslessStringConvertible {
    private let value: UInt128

    /// Composes an identifier from the low 48 bits of a time and the low 80 bits of chance.
    public init(milliseconds: UInt64, chance: UInt128) {
        value = UInt128(milliseconds) << 80 | chance & chanceMask
    }

    /// Reads an identifier from outside; `nil` unless it is 26 upper-case characters of the alphabet and fits 128 bits.
    public init?(_ text: String) {
        let characters = text.utf8
        guard characters.count == length, let first = characters.first, first <= UInt8(ascii: "7") else { return nil }
        var value: UInt128 = 0
        for character in characters {
            guard let digit = alphabet.firstIndex(of: character) else { return nil }
            value = value << 5 | UInt128(digit)
        }
        self.value = value
    }

    /// 26 characters; they sort as the identifiers do.
    public var description: String {
        let shifts = stride(from: 5 * (length - 1), through: 0, by: -5)
        return String(decoding: shifts.map { alphabet[Int(value >> UInt128($0) & 31)] }, as: UTF8.self)
    }

    /// When it was made, in milliseconds since 1970.
    public var milliseconds: UInt64 { UInt64(value >> 80) }

    /// The identifier that sorts right behind this one.
    var successor: ULID { ULID(value: value &+ 1) }

    /// The same identifier for another kind of thing; for the one source that makes them all.
    func of<Other>(_ other: Other.Type) -> ULID<Other> { ULID<Other>(value: value) }

    /// Compares by time, then by chance.
    public static func < (a: ULID, b: ULID) -> Bool { a.value < b.value }

    fileprivate init(value: UInt128) {
        self.value = value
    }
}

private let length = 26
private let chanceMask: UInt128 = 1 << 80 - 1
/// Without I, L, O and U, which are mistaken for other characters.
private let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
