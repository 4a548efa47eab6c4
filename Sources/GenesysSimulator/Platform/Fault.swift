internal import HTTPSemantics

/// Something that goes wrong on purpose: for the next `times` calls that match.
struct Fault: Sendable {
    let pathPrefix: [String]
    /// `nil` for every method.
    let method: HTTPMethod?
    /// `nil` for a fault that only delays.
    let refusal: Refusal?
    let delay: Duration?
    var times: Int

    func matches(_ call: Call) -> Bool {
        (method == nil || method == call.method) && call.segments.starts(with: pathPrefix)
    }
}

extension Fault {
    /// What `PUT /simulator/faults` takes, one of a list.
    static let shape = Shape.object(
        required: ["match": .object(optional: ["path": .filledText, "method": .filledText])],
        optional: [
            "status": .whole(400...599), "retryAfter": .whole(0...86_400), "delayMs": .whole(0...600_000),
            "times": .whole(1...1_000_000),
        ])

    /// Reads a value that has the shape.
    init(_ json: JSON) {
        let path = json["match"]?["path"]?.string ?? "/"
        pathPrefix = Call(.get, path).segments.filter { !$0.isEmpty }
        method = (json["match"]?["method"]?.string).map(HTTPMethod.init(rawValue:))
        refusal = (json["status"]?.integer).map { .pretended(status: $0, retryAfter: json["retryAfter"]?.integer) }
        delay = (json["delayMs"]?.integer).map { .milliseconds($0) }
        times = json["times"]?.integer ?? 1
    }
}
