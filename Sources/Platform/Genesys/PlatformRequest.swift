/// Something to ask of the platform, and how its answer reads.
public protocol PlatformRequest: Sendable {
    /// What a success gives.
    associatedtype Answer: Sendable = Void

    /// The call in the configured set of routes.
    /// - Throws: `GenesysError` when the request or the configuration lacks what the call needs.
    func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest

    /// Reads a success's body.
    /// - Throws: `GenesysError` when it shows that nothing was done, or cannot be read.
    func answer(_ body: [UInt8]) throws(GenesysError) -> Answer
}

extension PlatformRequest where Answer == Void {
    /// Takes any body.
    public func answer(_ body: [UInt8]) throws(GenesysError) {}
}
