/// How many bytes may be here of requests whose signature is not known yet; what is `nil` is not limited.
public struct UnverifiedLimits: Sendable, Hashable {
    /// Of all together.
    public var total: Int64?
    /// Of each client network.
    public var perAddress: Int64?

    /// Names the limits; by default there are none.
    public init(total: Int64? = nil, perAddress: Int64? = nil) {
        self.total = total
        self.perAddress = perAddress
    }
}
