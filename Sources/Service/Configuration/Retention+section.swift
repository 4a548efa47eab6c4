import Pipeline

/// `retention`: how long what has come to its end stays.
extension Retention: Section {
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
