internal import Foundation
internal import HTTPSemantics
internal import JSON

/// The one queue, the one agent, and the one deployment of the web messenger.
enum DirectoryRoutes {
    static let all = [
        Route(.get, "/api/v2/routing/queues", access: .bearer) { _, visit throws(Refusal) in
            Reply(.ok(try .listing([queue], visit, uri: "/api/v2/routing/queues")))
        },
        Route(.get, "/api/v2/routing/queues/{queueId}", access: .bearer) { _, visit throws(Refusal) in
            try only(PlatformConfiguration.demoQueueID, visit["queueId"], queue)
        },
        Route(.get, "/api/v2/users", access: .bearer) { _, visit throws(Refusal) in
            Reply(.ok(try .listing([user], visit, uri: "/api/v2/users")))
        },
        Route(.get, "/api/v2/users/me", access: .user) { _, _ in Reply(.ok(user)) },
        Route(.get, "/api/v2/users/{userId}", access: .bearer) { _, visit throws(Refusal) in
            try only(PlatformConfiguration.demoUserID, visit["userId"], user)
        },
        Route(.get, "/webdeployments/v1/deployments/{deploymentId}/config.json", access: .anyone) {
            platform, visit throws(Refusal) in
            try only(PlatformConfiguration.demoDeploymentID, visit["deploymentId"], deployment(platform))
        },
    ]

    private static let queue: JSON = [
        "id": .string(PlatformConfiguration.demoQueueID), "name": "Lazaret demo queue",
        "selfUri": .string("/api/v2/routing/queues/\(PlatformConfiguration.demoQueueID)"),
    ]

    private static let user: JSON = [
        "id": .string(PlatformConfiguration.demoUserID), "name": "Demo agent", "email": "agent@example.com", "state": "active",
        "selfUri": .string("/api/v2/users/\(PlatformConfiguration.demoUserID)"),
    ]

    /// What the web messenger reads before it begins: which files it may send is the default profile's to say.
    private static func deployment(_ platform: Platform) -> JSON {
        let mode: JSON = [
            "fileTypes": .array(platform.profiles[nil].inbound.map { .string($0) }), "maxFileSizeKB": 10_240,
        ]
        return [
            "id": .string(PlatformConfiguration.demoDeploymentID),
            "messenger": ["enabled": true, "fileUpload": ["enableAttachments": true, "modes": [mode]]],
        ]
    }

    private static func only(_ id: String, _ asked: String, _ body: JSON) throws(Refusal) -> Reply {
        guard asked == id else { throw .notFound }
        return Reply(.ok(body))
    }
}
