/// Which messages a caller wants to see, and what it waits for.
struct MessageQuery: Sendable, Hashable {
    var conversationID: String?
    var messageID: String?
    var from: String?
    /// The customer, whether as the sender or as the one who is written to.
    var contact: String?
    /// Answer only when there are so many.
    var atLeast = 0
    /// Answer only when none of them waits to be fetched.
    var isSettled = false
    /// How long to wait for both; then the answer is what there is.
    var patience: Duration = .zero

    /// Reads a query's pairs.
    /// - Throws: ``Refusal`` for an unknown name or an impossible value.
    init(_ pairs: [(name: String, value: String)] = []) throws(Refusal) {
        for (name, value) in pairs {
            switch name {
            case "conversationId": conversationID = value
            case "messageId": messageID = value
            case "from": from = value
            case "contact": contact = value
            case "atLeast": atLeast = try Self.number(value, name, 0...1_000_000)
            case "wait": patience = .seconds(try Self.number(value, name, 0...60))
            case "settled": isSettled = try Self.flag(value, name)
            default: throw .invalidQuery(name, allowed: "one of conversationId, messageId, from, contact, atLeast, settled, wait")
            }
        }
    }

    /// Takes the query parameter of a flag.
    /// - Throws: ``Refusal`` for anything but `true` and `false`.
    static func flag(_ value: String, _ name: String) throws(Refusal) -> Bool {
        guard let flag = Bool(value) else { throw .invalidQuery(name, allowed: "true or false") }
        return flag
    }

    /// The messages asked for, oldest first.
    func select(from log: MessageLog) -> [Message] {
        log.filter { message in
            (conversationID == nil || message.conversationID == conversationID)
                && (messageID == nil || message.channelMessageID == messageID) && (from == nil || message.from == from)
                && (contact == nil || message.from == contact || message.to == contact)
        }
    }

    /// Whether there is nothing left to wait for.
    func isSatisfied(by messages: [Message]) -> Bool {
        messages.count >= atLeast && !(isSettled && messages.contains { $0.attachment?.fetched.state == .pending })
    }

    private static func number(_ value: String, _ name: String, _ range: ClosedRange<Int>) throws(Refusal) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw .invalidQuery(name, allowed: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
