public import Foundation
public import Observability

/// `handover`: the operator's own systems are told what became of attachments.
public struct HandoverSection: Sendable, Hashable {
    /// What can be told; the words are those of attachments' states.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case released, delivered, rejected, infected, held, failed
    }

    /// Called with each outcome; `nil`: nobody is told.
    public var url: URL?
    /// Signs what is told; several while one is being changed.
    public var secret: [Secret] = []
    /// What is told.
    public var outcomes: [Outcome] = [.released, .infected, .rejected]

    /// Makes the default section.
    public init() {}
}

extension HandoverSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("url", &url, .optional(.callURL))
        fields.value("secret", &secret, .oneOrMany(.secret(atLeast: 16)))
        fields.value("outcomes", &outcomes, .list(of: .choice))
        fields.check("secret", url == nil || !secret.isEmpty, "is missing; without it nobody can tell our calls from others'")
        fields.check("url", url != nil || secret.isEmpty, "is missing; the secret alone tells nobody")
    }
}
