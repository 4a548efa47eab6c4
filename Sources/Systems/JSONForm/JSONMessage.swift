/// What a JSON message says besides its files; what is empty or `null` there is as it was sent, or `nil`.
public struct JSONMessage: Sendable, Hashable {
    /// What the customer writes.
    public var text: String?
    /// The customer.
    public var contactID: String?
    /// The platform's conversation.
    public var conversationID: String?
    /// The sender's own identifier for the message.
    public var messageID: String?
    /// Whether it has members of an Open Messaging message on its way to the customer: `direction` with `Outbound`, `originatingEntity`, or a
    /// `channel` with two ends.
    public var isPlatformMessage = false
}

/// What a JSON message says of a file. All of it is the sender's word: names to be cleaned, types to be checked.
public struct FileDescription: Sendable, Hashable {
    /// The `filename`, as sent.
    public var name: String?
    /// The `contentType`, else the type in the `data:` URL.
    public var claimedType: String?
}
