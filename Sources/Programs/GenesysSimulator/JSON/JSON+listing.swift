internal import JSON

extension JSON {
    /// A page of an entity listing.
    /// - Throws: ``Refusal`` for a `pageNumber` or a `pageSize` that is none.
    static func listing(_ all: [JSON], _ visit: Route.Visit, uri: String) throws(Refusal) -> JSON {
        let size = try number(visit, "pageSize", 1...1000) ?? 25
        let page = try number(visit, "pageNumber", 1...1_000_000) ?? 1
        let count = (all.count + size - 1) / size
        return [
            "entities": .array(Array(all.dropFirst(size * (page - 1)).prefix(size))), "pageSize": .integer(size),
            "pageNumber": .integer(page), "total": .integer(all.count), "pageCount": .integer(count), "selfUri": .string(uri),
        ]
    }

    private static func number(_ visit: Route.Visit, _ name: String, _ range: ClosedRange<Int>) throws(Refusal) -> Int? {
        guard let text = visit.query(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .invalidQuery(name, allowed: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
