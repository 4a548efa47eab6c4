import HTTPSemantics

/// The one table of everything that is sent to the platform.
public struct Routes: Sendable, Hashable {
    /// The set that the routes come from, which also decides the bodies.
    public let set: RouteSet
    private let overrides: [Call: Route]

    /// Takes a set, with some routes replaced.
    public init(_ set: RouteSet, overrides: [Call: Route] = [:]) {
        self.set = set
        self.overrides = overrides
    }

    /// The route of a call.
    public subscript(call: Call) -> Route { overrides[call] ?? Self.route(of: call, in: set) }

    private static func route(of call: Call, in set: RouteSet) -> Route {
        switch (set, call) {
        case (.platform, .token): Route(.post, .login, "/oauth/token")
        case (.platform, .inboundMessage):
            Route(.post, .api, "/api/v2/conversations/messages/{integrationId}/inbound/open/message")
        case (.platform, .notice): Route(.post, .api, "/api/v2/conversations/messages/agentless")
        case (.tutorial, .token): Route(.post, .api, "/oauth/token")
        case (.tutorial, .inboundMessage): Route(.post, .api, "/api/v2/conversations/messages/inbound/open")
        case (.tutorial, .notice): Route(.post, .api, "/api/v2/conversations/messaging/{conversationId}/messages")
        }
    }
}
