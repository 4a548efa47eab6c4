public import Foundation
public import Observability
public import Signatures

/// A bot of the operator's, behind which stand cards: Genesys Cloud knows it as a bot connector.
public struct Bot: Sendable {
    /// The field in which the platform sends the secret, as the integration's credentials name it.
    public var header: String
    /// What must stand there; several while one is being changed.
    public var secrets: [Secret]
    /// Templates by what the customer says or chooses, in lower case; `*` for all else. The same is the intent.
    public var answers: [String: String]
    /// Who is asked what has no answer here; `nil`: nobody.
    public var endpoint: URL?
    /// Signs what the endpoint is asked.
    public var signatures: StandardWebhooks?

    /// Describes a bot.
    public init(header: String, secrets: [Secret], answers: [String: String], endpoint: URL?, signatures: StandardWebhooks?) {
        self.header = header
        self.secrets = secrets
        self.answers = answers
        self.endpoint = endpoint
        self.signatures = signatures
    }

    /// The template for what a customer said or chose, and the intent that it means.
    func answer(to said: String) -> (template: String, intent: String)? {
        let said = said.lowercased().trimmingCharacters(in: .whitespacesAndNewlines)
        if let template = answers[said] { return (template, said) }
        return endpoint == nil ? answers["*"].map { ($0, "*") } : nil
    }
}
