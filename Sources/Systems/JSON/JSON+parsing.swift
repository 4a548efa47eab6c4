extension JSON {
    /// Reads one JSON value and nothing after it.
    ///
    /// - Throws: ``JSONError`` at the first byte that does not fit.
    public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits(), duplicates: JSONDuplicates = .refused) throws(JSONError)
    {
        var tokenizer = JSONTokenizer(limits: limits, duplicates: duplicates)
        var builder = JSONBuilder(mayHaveDuplicates: duplicates == .lastCounts)
        do {
            try unsafe tokenizer.parse(bytes.span.bytes) { try builder.take($0) }
            try tokenizer.finish { try builder.take($0) }
        } catch let error as JSONError {
            throw error
        } catch {
            // Neither of the two throws anything else.
            throw JSONError(.malformed)
        }
        self = builder.value
    }
}

/// Makes a value of tokens. What belongs to the containers that are open lies on stacks, so that each array is made once, in its own size.
private struct JSONBuilder {
    /// Whether the tokenizer lets names pass that are there twice.
    let mayHaveDuplicates: Bool
    private var values: [JSON] = []
    private var names: [String] = []
    /// Where the values of each open container begin.
    private var starts: [Int] = []
    private var text: [UInt8] = []

    init(mayHaveDuplicates: Bool) { self.mayHaveDuplicates = mayHaveDuplicates }

    var value: JSON { values.first ?? .null }

    mutating func take(_ token: borrowing JSONTokenizer.Token) throws(JSONError) {
        switch token {
        case .objectBegan, .arrayBegan: starts.append(values.count)
        case .objectEnded: endObject()
        case .arrayEnded: values.append(.array(pop()))
        case .name(let name): names.append(name)
        case .text(let bytes): unsafe bytes.withUnsafeBytes { unsafe text.append(contentsOf: $0) }
        case .textEnded: try endText()
        case .null: values.append(.null)
        case .bool(let value): values.append(.bool(value))
        case .number(let digits): values.append(try Self.number(digits))
        }
    }

    private mutating func pop() -> [JSON] {
        let start = starts.removeLast()
        let elements = Array(values[start...])
        values.removeLast(elements.count)
        return elements
    }

    private mutating func endObject() {
        let start = starts.removeLast()
        let first = names.count - (values.count - start)
        var members: [JSON.Member] = []
        members.reserveCapacity(values.count - start)
        for index in start..<values.count { members.append(JSON.Member(names[first + index - start], values[index])) }
        values.removeLast(members.count)
        names.removeLast(members.count)
        values.append(.object(mayHaveDuplicates ? Self.unique(members) : members))
    }

    /// Of members with one name the last, in the place of the first.
    private static func unique(_ members: [JSON.Member]) -> [JSON.Member] {
        var places: [String: Int] = [:]
        var unique: [JSON.Member] = []
        for member in members {
            if let place = places.updateValue(unique.count, forKey: member.name) {
                places[member.name] = place
                unique[place] = member
            } else {
                unique.append(member)
            }
        }
        return unique
    }

    private mutating func endText() throws(JSONError) {
        guard let string = String(validating: text, as: UTF8.self) else { throw JSONError(.notUTF8) }
        text.removeAll(keepingCapacity: true)
        values.append(.string(string))
    }

    private static func number(_ digits: RawSpan) throws(JSONError) -> JSON {
        if let integer = integer(digits) { return .integer(integer) }
        let text = unsafe digits.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        if let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw JSONError(.numberTooLarge) }
        return .number(number)
    }

    /// What most numbers are: at most 18 digits and nothing else.
    private static func integer(_ digits: RawSpan) -> Int64? {
        guard digits.byteCount <= 18 else { return nil }
        var value: Int64 = 0
        for index in 0..<digits.byteCount {
            guard 48...57 ~= digits[index] else { return nil }
            value = value * 10 + Int64(digits[index] - 48)
        }
        return value
    }
}
