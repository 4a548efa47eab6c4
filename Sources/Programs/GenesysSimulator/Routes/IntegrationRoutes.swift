internal import Foundation
internal import HTTPSemantics
internal import JSON

/// The Open Messaging integrations.
enum IntegrationRoutes {
    private static let path = "/api/v2/conversations/messaging/integrations/open"

    static let all = [
        Route(.get, "/api/v2/conversations/messaging/integrations/open", access: .bearer) { platform, visit throws(Refusal) in
            Reply(.ok(try .listing(platform.integrations.all.map { json($0, platform) }, visit, uri: path)))
        },
        Route(.post, "/api/v2/conversations/messaging/integrations/open", access: .bearer, body: .json(request), action: create),
        Route(.get, "/api/v2/conversations/messaging/integrations/open/{id}", access: .bearer) { platform, visit throws(Refusal) in
            Reply(.ok(json(try platform.integration(visit["id"]), platform)))
        },
        Route(.patch, "/api/v2/conversations/messaging/integrations/open/{id}", access: .bearer, body: .json(update)) {
            platform, visit throws(Refusal) in
            var integration = try platform.integration(visit["id"])
            try apply(visit.body, to: &integration, platform)
            integration.modified = visit.now
            platform.integrations[integration.id] = integration
            return Reply(.ok(json(integration, platform)))
        },
        Route(.delete, "/api/v2/conversations/messaging/integrations/open/{id}", access: .bearer) {
            platform, visit throws(Refusal) in
            let integration = try platform.integration(visit["id"])
            platform.integrations[integration.id] = nil
            return Reply(.noContent)
        },
    ]

    /// `OpenIntegrationRequest`.
    private static let request = Shape.object(
        required: [
            "name": .text(1...256, .any), "outboundNotificationWebhookUrl": .text(.url),
            "outboundNotificationWebhookSignatureSecretToken": secret,
        ], optional: references)

    /// `OpenIntegrationUpdateRequest`.
    private static let update = Shape.object(
        required: ["name": .text(1...256, .any)],
        optional: [
            "outboundNotificationWebhookUrl": .text(.url), "outboundNotificationWebhookSignatureSecretToken": secret,
            "supportedContent": reference, "messagingSetting": reference, "webhookHeaders": .textByName,
        ])

    private static let secret = Shape.text(16...1024, .any)
    private static let references: KeyValuePairs<String, Shape> = [
        "supportedContent": reference, "messagingSetting": reference, "webhookHeaders": .textByName,
    ]
    private static let reference = Shape.object(required: ["id": .filledText], optional: ["name": .text, "selfUri": .text])

    @Sendable private static func create(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        var integration = Integration(id: platform.newConversationID(), name: "", created: visit.now, modified: visit.now)
        try apply(visit.body, to: &integration, platform)
        platform.integrations[integration.id] = integration
        return Reply(.ok(json(integration, platform)))
    }

    private static func apply(_ body: JSON, to integration: inout Integration, _ platform: Platform) throws(Refusal) {
        if let url = body["outboundNotificationWebhookUrl"]?.string { try check(url, platform) }
        if let id = body["supportedContent"]?["id"]?.string { _ = try platform.profiles.find(id) }
        integration.name = body["name"]?.string ?? integration.name
        integration.supportedContentID = body["supportedContent"]?["id"]?.string ?? integration.supportedContentID
        integration.messagingSettingID = body["messagingSetting"]?["id"]?.string ?? integration.messagingSettingID
        integration.webhookURL = body["outboundNotificationWebhookUrl"]?.string ?? integration.webhookURL
        integration.webhookSecret =
            body["outboundNotificationWebhookSignatureSecretToken"]?.string ?? integration.webhookSecret
        integration.webhookHeaders = body["webhookHeaders"]?.members?.compactMapValues(\.string) ?? integration.webhookHeaders
    }

    /// The platform posts to port 443 only; on this machine any will do.
    private static func check(_ url: String, _ platform: Platform) throws(Refusal) {
        guard let address = WebAddress(url), address.isLoopback || platform.configuration.allowsPlainHTTP || address.isOnPort443
        else { throw .brokenRule("outboundNotificationWebhookUrl", "The webhook must be https on port 443.") }
    }

    /// `OpenIntegration`; its secret stays inside.
    private static func json(_ integration: Integration, _ platform: Platform) -> JSON {
        let profile = platform.profile(of: integration)
        return .object(present: [
            "id": .string(integration.id),
            "name": .string(integration.name),
            "supportedContent": ["id": .string(profile.id), "name": .string(profile.name), "selfUri": .string(profile.selfURI)],
            "messagingSetting": integration.messagingSettingID.map { ["id": .string($0)] },
            "outboundNotificationWebhookUrl": integration.webhookURL.map { .string($0) },
            "webhookHeaders": .object(integration.webhookHeaders.mapValues { .string($0) }),
            "status": "Active",
            "recipient": ["id": .string(integration.id)],
            "createStatus": "Completed",
            "dateCreated": .string(integration.created.platformTime),
            "dateModified": .string(integration.modified.platformTime),
            "selfUri": .string(integration.selfURI),
        ])
    }
}
