/// How long what has come to its end stays.
public struct Retention: Sendable, Hashable {
    /// The bytes of released and delivered files.
    public var delivered: Duration = .seconds(30 * 86_400)
    /// The bytes of held files, and of those that were given up.
    public var held: Duration = .seconds(30 * 86_400)
    /// What is known of refused files, whose bytes go at once.
    public var refused: Duration = .seconds(90 * 86_400)
    /// What is known of all others, from when their bytes went; and messages.
    public var rows: Duration = .seconds(60 * 86_400)
    /// Idempotency keys.
    public var keys: Duration = .seconds(86_400)
    /// What signed messages are known by when they come again. Senders by Standard Webhooks try for some days.
    public var signatures: Duration = .seconds(90 * 86_400)
    /// What examiners said of bytes, for when they come again: signatures change about daily.
    public var examinations: Duration = .seconds(3 * 86_400)

    /// A message by Standard Webhooks is believed for minutes, and tried again for about three days.
    public static let shortestSignatures: Duration = .seconds(7 * 86_400)

    /// The defaults.
    public init() {}
}
