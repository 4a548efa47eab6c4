/// Finds the copies that the platform keeps of a file at an address outside.
public struct CachedMediaSearch: PlatformRequest {
    /// The identifiers of the copies.
    public typealias Answer = [String]

    private let url: String

    /// - Parameter url: exactly the address that the message named.
    public init(url: String) { self.url = url }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        PreparedRequest(.cachedMedia, ["url": url])
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> [String] {
        try IncomingJSON(answer: body, of: .cachedMedia)["entities"].items.compactMap { $0["id"].text }
    }
}
