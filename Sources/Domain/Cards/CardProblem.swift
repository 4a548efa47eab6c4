import JSON

/// One thing that is wrong with a card, or that was changed in it.
public struct CardProblem: Sendable, Hashable, Codable {
    /// Where: `fields.actions[0].label`. Empty for the whole.
    public let path: String
    /// What is wrong there and what to do.
    public let reason: String

    /// Names a place and a reason.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}

/// A card that must not be sent.
public struct CardRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What failed.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Something in it is missing, of the wrong kind, too much, or unsafe.
        case refused
    }

    /// What failed.
    public var code: Code { .refused }
    /// Everything that is wrong, in the order of the card; at least one and at most a hundred.
    public let problems: [CardProblem]

    /// Refuses for what is wrong; at least one thing.
    public init(problems: [CardProblem]) { self.problems = problems }

    /// How many, without anything of what the card says.
    public var description: String {
        "The card has \(problems.count == 1 ? "a problem" : "\(problems.count) problems"). Correct what is named and try again."
    }
}
