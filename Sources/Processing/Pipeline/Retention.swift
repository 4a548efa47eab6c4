/// How long what has come to its end stays.
public struct Retention: Sendable, Hashable {
    /// The bytes of released and delivered files.
    public var delivered: Duration = .seconds(30 * 86_400)
    /// The bytes of held files, and of those that were given up.
    public var held: Duration = .seconds(30 * 86_400)
    /// What is known of refused files, whose bytes go at once.
    public var refused: Duration = .seconds(90 * 86_400)
    /// What is known of all others, from their end on: longer than their bytes. Messages as well.
    public var rows: Duration = .seconds(90 * 86_400)
    /// Idempotency keys.
    public var keys: Duration = .seconds(86_400)
    /// What examiners said of bytes, for when they come again: signatures change about daily.
    public var examinations: Duration = .seconds(3 * 86_400)

    /// A message by Standard Webhooks is believed for minutes, and tried again for about three days.
    private static let shortestSignatures: Duration = .seconds(7 * 86_400)

    /// The defaults.
    public init() {}

    /// What signed messages are known by when they come again: as long as anything is known of them.
    var signatures: Duration { max(rows, keys, Self.shortestSignatures) }

    /// What is known of a file, from when its bytes went.
    var rowsAfterBytes: Duration { max(.zero, rows - min(delivered, held)) }
}
