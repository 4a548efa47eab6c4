internal import Foundation
internal import HTTPSemantics
internal import JSON

/// What a token says about itself, and its end.
enum TokenRoutes {
    static let all = [
        Route(.get, "/api/v2/tokens/me", access: .bearer) { platform, visit in Reply(.ok(information(visit))) },
        Route(.head, "/api/v2/tokens/me", access: .bearer) { _, _ in Reply(Answer(status: 200)) },
        Route(.delete, "/api/v2/tokens/me", access: .bearer) { platform, visit in
            platform.tokens.revoke(visit.call.bearerToken)
            if let token = visit.call.bearerToken {
                platform.perform(platform.hub.revoke(token: token, at: visit.now))
            }
            return Reply(Answer(status: 200))
        },
    ]

    /// `TokenInfo`.
    private static func information(_ visit: Route.Visit) -> JSON {
        let organization: JSON = ["id": .string(PlatformConfiguration.demoOrganizationID), "name": "Lazaret demo"]
        return [
            "organization": organization, "homeOrganization": organization, "authorizedScope": ["messaging"],
            "OAuthClient": ["id": .string(visit.identity?.clientID ?? ""), "name": "Lazaret", "organization": organization],
        ]
    }
}
