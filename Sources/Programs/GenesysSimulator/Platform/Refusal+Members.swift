internal import JSON

/// What can be wrong with a member of a request's body. The codes are the platform's; which of them it gives for which mistake is
/// documented for few, and the others are the nearest.
extension Refusal {
    static let malformed = Refusal(
        status: 400, code: .badRequest, template: "The request could not be understood by the server due to malformed syntax.")

    static func missing(_ path: String) -> Refusal {
        wrong(path, .constraint, "The member {field} is required.")
    }

    static func unknownMember(_ path: String) -> Refusal {
        wrong(path, .invalidProperty, "The member {field} is not known.")
    }

    static func wrongKind(_ path: String, expected kind: String) -> Refusal {
        wrong(path, .badRequest, "The member {field} must be of type {type}.", ["type": kind])
    }

    static func wrongFormat(_ path: String, _ format: TextFormat) -> Refusal {
        wrong(
            path, format == .timestamp ? .invalidDate : .invalidValue, "The member {field} must be a valid {format}.",
            ["format": format.rawValue])
    }

    static func outOfBounds(_ path: String, _ what: String, _ bounds: ClosedRange<Int>) -> Refusal {
        let bounds = bounds.upperBound == .max ? "at least \(bounds.lowerBound)" : "\(bounds.lowerBound) to \(bounds.upperBound)"
        return wrong(path, .constraint, "The member {field} must have {what} of {bounds}.", ["what": what, "bounds": bounds])
    }

    static func notAllowed(_ value: String, _ path: String, type: String, allowed: [String]) -> Refusal {
        wrong(
            path, .invalidValue, "Value [{value}] is not valid for field type [{type}]. Allowable values are: {allowed}",
            ["value": value, "type": type, "allowed": allowed.joined(separator: ", ")])
    }

    /// What a message may hold of cards and the like: none is longer, and so many messages are kept.
    static func checkStructured(_ elements: [JSON], at path: String) throws(Refusal) {
        let maximum = 32 << 10
        let bytes = JSON.array(elements).bytes.count
        guard bytes <= maximum else { throw .outOfBounds(path, "a number of bytes", 0...maximum) }
    }

    /// A rule that looks at several members, or at what a member means.
    static func brokenRule(_ path: String, _ message: String) -> Refusal {
        Refusal(status: 400, code: .badRequest, template: message, field: path)
    }

    private static func wrong(
        _ path: String, _ code: Code, _ template: String, _ parameters: [String: String] = [:]
    ) -> Refusal {
        let field = path.isEmpty ? "(body)" : path
        return Refusal(
            status: 400, code: code, template: template, parameters: parameters.merging(["field": field]) { _, new in new },
            field: field)
    }
}
