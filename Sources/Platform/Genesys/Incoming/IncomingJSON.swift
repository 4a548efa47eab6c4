import JSON

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

    /// As it was read; `nil` for what is missing.
    let value: JSON?

    /// Reads an object; of a member that is there twice the last counts, as in most readers.
    /// - Throws: `GenesysError` with `unreadableEvent` for anything else, or one that is too long or too deep.
    init(_ bytes: [UInt8]) throws(GenesysError) {
        guard bytes.count <= Self.maximumBytes else { throw Self.unreadable("has more than \(Self.maximumBytes) bytes") }
        // Neither JSON nor UTF-8 has a NUL: this is UTF-16, or nothing.
        guard !bytes.contains(0) else { throw Self.unreadable("is not UTF-8") }
        do {
            value = try JSON(parsing: bytes, limits: JSONLimits(depth: Self.maximumDepth), duplicates: .lastCounts)
        } catch {
            throw Self.unreadable(error)
        }
        guard isObject else { throw Self.unreadable("is not a JSON object") }
    }

    /// Reads a success's body.
    /// - Throws: `GenesysError` with `unreadableAnswer`, for then something else answers at the platform's address.
    init(answer bytes: [UInt8], of call: Endpoint) throws(GenesysError) {
        do {
            try self.init(bytes)
        } catch {
            throw GenesysError(.unreadableAnswer, "\(call.rawValue): a success that cannot be read; check the address of the API")
        }
    }

    init(value: JSON?) { self.value = value }

    subscript(name: String) -> IncomingJSON { IncomingJSON(value: value[name]) }

    /// The first of these members that is there.
    func first(_ names: String...) -> IncomingJSON {
        names.lazy.map { self[$0] }.first { $0.value != nil } ?? IncomingJSON(value: nil)
    }

    var isObject: Bool { if case .object? = value { true } else { false } }

    var items: [IncomingJSON] { (value.array ?? []).prefix(Self.maximumItems).map { IncomingJSON(value: $0) } }

    /// A text of any length that the whole body may have; not an empty one.
    var prose: String? { value.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// A text that is not empty, not endless, and on one line.
    var text: String? {
        prose.flatMap { text in
            text.utf8.count <= Self.maximumTextBytes && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f } ? text : nil
        }
    }

    /// A number of things, or of bytes.
    var count: Int? { value?.integer.flatMap { $0 >= 0 ? $0 : nil } }

    /// Any number.
    var number: Double? { value?.number }

    var flag: Bool? { value?.bool }

    /// The texts of an object, others left out.
    var texts: [String: String] { value?.members?.compactMapValues(\.string) ?? [:] }

    private static func unreadable(_ error: JSONError) -> GenesysError {
        switch error.code {
        case .tooDeep: unreadable("is nested more than \(maximumDepth) deep")
        case .notUTF8: unreadable("is not UTF-8")
        case .tooManyValues, .tooManyMembers, .tooLong: unreadable("has too many values")
        default: unreadable("is not a JSON object")
        }
    }

    private static func unreadable(_ reason: String) -> GenesysError {
        GenesysError(.unreadableEvent, "The event \(reason); nothing of it is used.")
    }
}
