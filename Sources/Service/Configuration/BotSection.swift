public import Foundation
public import Observability

/// One entry of `bots`: a bot connector of Genesys Cloud, answered with cards.
public struct BotSection: Sendable, Hashable {
    /// The field in which the platform sends the secret.
    public var header = "X-Bot-Secret"
    /// What must stand there; several while one is being changed.
    public var secret: [Secret] = []
    /// Templates by what the customer says or chooses; `*` for all else.
    public var answers: [String: String] = [:]
    /// Who is asked what has no answer here.
    public var endpoint: URL?
    /// Signs what the endpoint is asked.
    public var endpointSecret: Secret?

    package init() {}
}

extension BotSection: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("header", &header, .fieldName)
        fields.required("secret", &secret, .oneOrMany(.secret(atLeast: 16)))
        fields.value("answers", &answers, .texts(.text))
        fields.value("endpoint", &endpoint, .optional(.callURL))
        fields.value("endpointSecret", &endpointSecret, .optional(.secret(atLeast: 16)))
        fields.check(
            "answers", !answers.isEmpty || endpoint != nil, "is missing; without answers and endpoint the bot says nothing")
        fields.check("endpoint", endpoint != nil || endpointSecret == nil, "is missing; the secret alone asks nobody")
        fields.check(
            "answers", answers["*"] == nil || endpoint == nil, "has '*', so that the endpoint would never be asked; set one of them"
        )
    }
}
