public import Foundation
public import Observability

/// `analytics`: where the outcome of cards is reported.
public struct AnalyticsSection: Sendable, Hashable {
    /// Called with each outcome; `nil`: nobody is told.
    public var url: URL?
    /// Signs the reports.
    public var secret: Secret?

    /// Makes the default section.
    public init() {}
}

extension AnalyticsSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("url", &url, .optional(.callURL))
        fields.value("secret", &secret, .optional(.secret(atLeast: 16)))
        fields.check("url", url != nil || secret == nil, "is missing; the secret alone reports nothing")
    }
}
