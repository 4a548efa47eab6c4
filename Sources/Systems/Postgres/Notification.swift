/// What another connection has notified.
public struct Notification: Sendable, Hashable {
    /// On which channel.
    public let channel: String
    /// What it said.
    public let payload: String
}
