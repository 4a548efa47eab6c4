/// A path with named gaps, such as `/api/v2/conversations/{conversationId}`.
struct PathTemplate: Sendable, ExpressibleByStringLiteral {
    private enum Segment: Sendable {
        case literal(String)
        case parameter(String)

        var rank: Int { if case .literal = self { 0 } else { 1 } }
    }

    private let segments: [Segment]

    init(stringLiteral path: String) {
        segments = path.split(separator: "/").map { segment in
            segment.hasPrefix("{") && segment.hasSuffix("}")
                ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    /// Words before gaps, segment by segment.
    static func < (a: PathTemplate, b: PathTemplate) -> Bool {
        a.segments.map(\.rank).lexicographicallyPrecedes(b.segments.map(\.rank))
    }

    /// What stands in the gaps; `nil` when the path is another one. A gap is never empty.
    func match(_ path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .literal(let literal): guard literal == text else { return nil }
            case .parameter(let name):
                guard !text.isEmpty else { return nil }
                parameters[name] = text
            }
        }
        return parameters
    }
}
