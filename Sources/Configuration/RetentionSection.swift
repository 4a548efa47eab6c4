/// `retention`: how long what has come to its end stays.
public struct RetentionSection: Sendable, Hashable {
    /// Released and delivered files.
    public var delivered = Duration.seconds(30 * 86_400)
    /// Held files, and those that were given up.
    public var held = Duration.seconds(30 * 86_400)
    /// What is known of refused files; their bytes go at once.
    public var refused = Duration.seconds(90 * 86_400)
    /// What is known of delivered and held files, from their end on.
    public var rows = Duration.seconds(90 * 86_400)
    /// How long an idempotency key is remembered.
    public var keys = Duration.seconds(86_400)

    /// Makes the default section.
    public init() {}
}

extension RetentionSection: Section {
    private static let range: ClosedRange<Duration> = .seconds(60) ... .seconds(3650 * 86_400)

    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("delivered", &delivered, .duration(Self.range))
        fields.value("held", &held, .duration(Self.range))
        fields.value("refused", &refused, .duration(Self.range))
        fields.value("rows", &rows, .duration(Self.range))
        fields.value("keys", &keys, .duration(Self.range))
        fields.check("rows", rows >= delivered, "is shorter than retention.delivered; what is known of a file outlives its bytes")
        fields.check("rows", rows >= held, "is shorter than retention.held; what is known of a file outlives its bytes")
    }
}
