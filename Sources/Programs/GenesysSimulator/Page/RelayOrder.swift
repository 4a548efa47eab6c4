/// A customer's message from the page, to be brought to a channel of the gateway's.
struct RelayOrder: Sendable, Hashable {
    let url: String
    let contentType: String
    let body: [UInt8]
    /// What the channel's messages are signed with.
    let secret: String
}
