internal import Foundation
internal import HTTPSemantics
internal import JSON

/// Something that goes wrong on purpose: for the next `times` calls that match, or for some of them by chance.
struct Fault: Sendable {
    enum Target: Sendable {
        /// A segment of `nil` matches any.
        case call(path: [String?], method: HTTPMethod?)
        case event(topicPrefix: String)
    }

    /// Where in its course a call's connection is cut.
    enum Cut: String, Sendable, CaseIterable {
        /// The call is not served.
        case before
        /// The call is served, and its answer lost.
        case after
    }

    /// What happens in place of an event.
    enum Event: String, Sendable, CaseIterable {
        case lost
        case duplicated
        case socketDropped
        /// The event is delivered, and after it the warning that the socket will be closed.
        case socketClosing
    }

    let target: Target
    /// `nil` for a fault that only delays.
    let refusal: Refusal?
    let delay: Duration?
    let cut: Cut?
    let expiresToken: Bool
    let event: Event?
    /// Seconds until the date of a `Retry-After` that is one.
    let retryDateSeconds: Int?
    /// `nil` for no end.
    var times: Int?
    var chance: Chance?

    func matches(_ call: Call) -> Bool {
        guard case .call(let path, let method) = target, method == nil || method == call.method else { return false }
        return path.count <= call.segments.count && zip(path, call.segments).allSatisfy { $0 == nil || $0 == $1 }
    }

    func matches(topic: String) -> Bool {
        guard case .event(let prefix) = target else { return false }
        return topic.hasPrefix(prefix)
    }

    /// The value of a `Retry-After` that is a date.
    func retryDate(at now: Date) -> String? {
        retryDateSeconds.map { HTTPDate.format(now + TimeInterval($0)) }
    }
}

extension Fault {
    /// What `PUT /simulator/faults` takes, one of a list.
    static let shape = Shape.object(
        required: ["match": .object(optional: ["path": .filledText, "method": .filledText, "topic": .filledText])],
        optional: [
            "status": .whole(400...599), "retryAfter": .whole(0...86_400),
            "retryAfterForm": .oneOf(["seconds", "date"], type: "form"),
            "delayMs": .whole(0...600_000), "cut": .oneOf(Cut.allCases.map(\.rawValue), type: "cut"), "expiresToken": .flag,
            "event": .oneOf(Event.allCases.map(\.rawValue), type: "event"), "times": .whole(1...1_000_000),
            "percent": .whole(1...100), "seed": .whole(0...Int(Int32.max)),
        ])

    /// Reads a value that has the shape.
    /// - Throws: ``Refusal`` for a fault of events that matches calls, and the other way round.
    init(_ json: JSON) throws(Refusal) {
        event = (json["event"]?.string).flatMap(Event.init)
        if event != nil {
            guard json["match"]?["path"] == nil, json["match"]?["method"] == nil else {
                throw .brokenRule("match", "A fault of events matches a topic, not calls.")
            }
            target = .event(topicPrefix: json["match"]?["topic"]?.string ?? "")
        } else {
            guard json["match"]?["topic"] == nil else { throw .brokenRule("match", "A topic belongs to a fault with an event.") }
            target = .call(
                path: Self.pattern(json["match"]?["path"]?.string ?? "/"),
                method: (json["match"]?["method"]?.string).map(HTTPMethod.init(rawValue:)))
        }
        let seconds = json["retryAfter"]?.integer
        expiresToken = json["expiresToken"]?.bool ?? false
        let status = json["status"]?.integer ?? (expiresToken ? 401 : nil)
        refusal = status.map { .pretended(status: $0, retryAfter: seconds) }
        retryDateSeconds = json["retryAfterForm"] == "date" ? seconds : nil
        delay = (json["delayMs"]?.integer).map { .milliseconds($0) }
        cut = (json["cut"]?.string).flatMap(Cut.init)
        chance = (json["percent"]?.integer).map { Chance(percent: $0, seed: json["seed"]?.integer ?? 0) }
        times = json["times"]?.integer ?? (chance == nil ? 1 : nil)
    }

    /// A path's segments; `*` and `{anything}` match whatever stands there.
    private static func pattern(_ path: String) -> [String?] {
        Call(.get, path).segments.filter { !$0.isEmpty }.map { $0 == "*" || ($0.hasPrefix("{") && $0.hasSuffix("}")) ? nil : $0 }
    }
}
