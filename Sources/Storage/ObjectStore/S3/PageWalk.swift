internal import S3

/// Goes through a list page by page, once.
actor PageWalk<Item: Sendable, Marker: Sendable> {
    private enum Place {
        case start
        case after(Marker)
        case end
    }

    private var place = Place.start
    private let fetch: @Sendable (Marker?) async throws -> Page<Item, Marker>

    init(_ fetch: @escaping @Sendable (Marker?) async throws -> Page<Item, Marker>) { self.fetch = fetch }

    /// The next page; `nil` after the last. One at a time.
    func next() async throws -> [Item]? {
        let marker: Marker?
        switch place {
        case .start: marker = nil
        case .after(let next): marker = next
        case .end: return nil
        }
        let page = try await fetch(marker)
        place = page.next.map { .after($0) } ?? .end
        return page.items
    }
}
