import Foundation

/// JSON from outside, read leniently: what is missing, unknown or of another type is `nil` or empty.
///
/// Not `Decodable`: there one member of a wrong type, or one that a later version of the platform adds, costs the whole event.
struct IncomingJSON {
    /// Longer bodies are refused; the platform's own limit for a JSON body is 512,000 bytes, and an event repeats a conversation whole.
    static let maximumBytes = 2 << 20
    /// Objects and lists in each other, so that no reader of them runs out of stack.
    static let maximumDepth = 32
    /// Of a longer list the first ones are looked at.
    static let maximumItems = 1000
    /// Longer texts count as missing where they are identifiers or addresses.
    static let maximumTextBytes = 8192

    private let value: Any?

    /// Reads an object.
    /// - Throws: `GenesysError` with `unreadableEvent` for anything else, or one that is too long or too deep.
    init(_ bytes: [UInt8]) throws(GenesysError) {
        guard bytes.count <= Self.maximumBytes else { throw Self.unreadable("has more than \(Self.maximumBytes) bytes") }
        // Neither JSON nor UTF-8 has a NUL; UTF-16, which the parser would take as well, hides brackets from the next look.
        guard !bytes.contains(0) else { throw Self.unreadable("is not UTF-8") }
        guard Self.isShallow(bytes) else { throw Self.unreadable("is nested more than \(Self.maximumDepth) deep") }
        guard let value = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
            throw Self.unreadable("is not a JSON object")
        }
        self.value = value
    }

    /// Reads a success's body.
    /// - Throws: `GenesysError` with `unreadableAnswer`, for then something else answers at the platform's address.
    init(answer bytes: [UInt8], of call: Call) throws(GenesysError) {
        do {
            try self.init(bytes)
        } catch {
            throw GenesysError(.unreadableAnswer, "\(call.rawValue): a success that cannot be read; check the address of the API")
        }
    }

    /// An object that was read already.
    init(object: [String: Any]) { value = object }

    private init(value: Any?) { self.value = value }

    subscript(name: String) -> IncomingJSON { IncomingJSON(value: (value as? [String: Any])?[name]) }

    /// The first of these members that is there.
    func first(_ names: String...) -> IncomingJSON {
        names.lazy.map { self[$0] }.first { $0.value != nil } ?? IncomingJSON(value: nil)
    }

    var isObject: Bool { members != nil }

    /// An object as it came.
    var members: [String: Any]? { value as? [String: Any] }

    var items: [IncomingJSON] { ((value as? [Any]) ?? []).prefix(Self.maximumItems).map { IncomingJSON(value: $0) } }

    /// A text of any length that the whole body may have; not an empty one.
    var prose: String? { (value as? String).flatMap { $0.isEmpty ? nil : $0 } }

    /// A text that is not empty, not endless, and on one line.
    var text: String? {
        prose.flatMap { text in
            text.utf8.count <= Self.maximumTextBytes && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f } ? text : nil
        }
    }

    /// A number of things, or of bytes.
    var count: Int? { (value as? Int).flatMap { $0 >= 0 ? $0 : nil } }

    var flag: Bool? { value as? Bool }

    /// The texts of an object, others left out.
    var texts: [String: String] {
        ((value as? [String: Any]) ?? [:]).compactMapValues { $0 as? String }
    }

    private static func unreadable(_ reason: String) -> GenesysError {
        GenesysError(.unreadableEvent, "The event \(reason); nothing of it is used.")
    }

    /// Counts brackets outside of texts; whether they match is the parser's business.
    private static func isShallow(_ bytes: [UInt8]) -> Bool {
        var depth = 0
        var isInText = false
        var isEscaped = false
        for byte in bytes {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            if depth > maximumDepth { return false }
        }
        return true
    }
}
