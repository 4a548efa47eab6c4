/// Some of a list, and where the rest begins.
public struct Page<Item: Sendable, Marker: Sendable>: Sendable {
    /// In the service's order.
    public let items: [Item]
    /// What to ask for the next page with; `nil` after the last.
    public let next: Marker?
}
