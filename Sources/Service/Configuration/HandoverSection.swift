public import Attachments
public import Foundation
public import Observability

/// `handover`: the operator's own systems are told what became of attachments.
public struct HandoverSection: Sendable, Hashable {
    /// What can be told: where an attachment comes to rest.
    private static let told: [AttachmentState] = [.released, .delivered, .rejected, .infected, .held, .failed]

    /// Called with each outcome; `nil`: nobody is told.
    public var url: URL?
    /// Signs what is told; several while one is being changed.
    public var secret: [Secret] = []
    /// What is told.
    public var outcomes: [AttachmentState] = [.released, .infected, .rejected]

    /// Makes the default section.
    public init() {}
}

extension HandoverSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("url", &url, .optional(.callURL))
        fields.value("secret", &secret, .oneOrMany(.secret(atLeast: 16)))
        fields.value("outcomes", &outcomes, .list(of: .choice(of: Self.told)))
        fields.check("secret", url == nil || !secret.isEmpty, "is missing; without it nobody can tell our calls from others'")
        fields.check("url", url != nil || secret.isEmpty, "is missing; the secret alone tells nobody")
    }
}
