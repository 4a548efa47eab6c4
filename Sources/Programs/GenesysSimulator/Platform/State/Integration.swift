internal import Foundation

/// An Open Messaging integration as the API has it.
struct Integration: Sendable {
    let id: String
    var name: String
    /// `nil` for the default profile.
    var supportedContentID: String?
    var messagingSettingID: String?
    var webhookURL: String?
    var webhookSecret: String?
    var webhookHeaders: [String: String] = [:]
    let created: Date
    var modified: Date

    var selfURI: String { "/api/v2/conversations/messaging/integrations/open/\(id)" }
}

extension Platform {
    /// The integration of this id.
    /// - Throws: ``Refusal`` 404 when there is none.
    func integration(_ id: String) throws(Refusal) -> Integration {
        guard let integration = integrations[id] else { throw .notFound }
        return integration
    }

    /// What an integration lets through.
    func profile(of integration: Integration) -> SupportedContent { profiles[integration.supportedContentID] }

    /// Puts an integration of the configuration in, with a profile of its own.
    mutating func add(_ configured: OpenIntegration) {
        let start = Date(timeIntervalSince1970: 1_767_225_600)
        let profile = SupportedContent(
            id: newConversationID(), name: "Of \(configured.id)", inbound: configured.inboundMediaTypes,
            outbound: configured.outboundMediaTypes, created: start)
        profiles.insert(profile)
        integrations[configured.id] = Integration(
            id: configured.id, name: "Lazaret", supportedContentID: profile.id, webhookURL: configured.webhookURL,
            webhookSecret: configured.webhookSecret, created: start, modified: start)
    }
}
