import HTTPSemantics

/// The one table of everything that is sent to the platform.
public struct EndpointTable: Sendable, Hashable {
    /// The set that the routes come from, which also decides the bodies.
    public let set: RouteSet
    private let overrides: [Endpoint: Route]

    /// Takes a set, with some routes replaced.
    public init(_ set: RouteSet, overrides: [Endpoint: Route] = [:]) {
        self.set = set
        self.overrides = overrides
    }

    /// Takes a set and what a configuration says: templates such as `POST api /api/v2/messages/{contactId}` by the name of their call.
    /// - Throws: `GenesysError` with `missingValue` for a call that there is not, a template that cannot be read, or one with a
    ///   placeholder that the call has no value for.
    public init(_ set: RouteSet, overrides: [String: String]) throws(GenesysError) {
        var routes: [Endpoint: Route] = [:]
        for (name, template) in overrides {
            guard let call = Endpoint(rawValue: name) else {
                let known = Endpoint.allCases.map(\.rawValue).joined(separator: ", ")
                throw GenesysError(.missingValue, "There is no call \(name) whose route could be replaced; there are \(known).")
            }
            guard let route = Route(template) else {
                throw GenesysError(
                    .missingValue, "The route of \(name) is not `METHOD login|api /path`, as in `POST api /api/v2/x/{contactId}`.")
            }
            routes[call] = route
        }
        self.init(set, overrides: routes)
    }

    /// The route of a call.
    public subscript(call: Endpoint) -> Route {
        overrides[call] ?? (set == .tutorial ? Self.tutorial(call) : nil) ?? Self.platform(call)
    }

    private static func platform(_ call: Endpoint) -> Route {
        let messages = "/api/v2/conversations/messages"
        return switch call {
        case .token: Route(.post, .login, "/oauth/token")
        case .tokenRevocation: Route(.delete, .api, "/api/v2/tokens/me")
        case .inboundMessage: Route(.post, .api, "\(messages)/{integrationId}/inbound/open/message")
        case .structuredResponse: Route(.post, .api, "\(messages)/{integrationId}/inbound/open/structured/response")
        // The tutorials' path: the platform has none, and nothing is sent there.
        case .card: Route(.post, .api, "/api/v2/guest/conversations/webchat/messages")
        case .botReply: Route(.post, .api, "/api/v2/integrations/botconnectors/outgoing/messages")
        case .typing: Route(.post, .api, "\(messages)/{integrationId}/inbound/open/event")
        case .receipt: Route(.post, .api, "\(messages)/{integrationId}/inbound/open/receipt")
        case .notice, .link: Route(.post, .api, "\(messages)/agentless")
        case .attributes: Route(.patch, .api, "\(messages)/{conversationId}/participants/{participantId}/attributes")
        case .contactNote, .contactAttachment: Route(.post, .api, "/api/v2/externalcontacts/contacts/{contactId}/notes")
        case .conversation: Route(.get, .api, "\(messages)/{conversationId}")
        case .activeConversations:
            Route(
                .post, .api,
                "/api/v2/analytics/conversations/activity/query?pageSize=\(ActiveConversations.pageSize)&pageNumber={page}")
        case .conversationDetails: Route(.post, .api, "/api/v2/analytics/conversations/details/query")
        case .message: Route(.get, .api, "\(messages)/{conversationId}/messages/{messageId}")
        case .disconnection: Route(.patch, .api, "\(messages)/{conversationId}")
        case .cachedMedia: Route(.get, .api, "\(messages)/cachedmedia?url={url}")
        case .mediaRemoval: Route(.delete, .api, "\(messages)/cachedmedia/{mediaId}")
        case .attachmentDownload: Route(.get, .api, "/api/v2/downloads/{attachmentId}")
        case .notificationChannel: Route(.post, .api, "/api/v2/notifications/channels")
        case .subscription: Route(.post, .api, "/api/v2/notifications/channels/{channelId}/subscriptions?ignoreErrors=true")
        }
    }

    /// Where the tutorials differ.
    private static func tutorial(_ call: Endpoint) -> Route? {
        switch call {
        case .token: Route(.post, .api, "/oauth/token")
        case .inboundMessage: Route(.post, .api, "/api/v2/conversations/messages/inbound/open")
        case .notice: Route(.post, .api, "/api/v2/conversations/messaging/{conversationId}/messages")
        case .link: Route(.post, .api, "/api/v2/conversations/messages")
        case .attributes: Route(.patch, .api, "/api/v2/conversations/webchat/{conversationId}")
        case .contactAttachment: Route(.post, .api, "/api/v2/externalcontacts/{contactId}/attachments")
        case .mediaRemoval: Route(.delete, .api, "/api/v2/media/files/{mediaId}")
        case .attachmentDownload: Route(.get, .api, "/api/v2/files/attachments/{attachmentId}")
        default: nil
        }
    }
}
