internal import Foundation
internal import HTTPSemantics
internal import JSON

/// One call that the platform offers: where it is, who may make it, what its body must be, and what it does.
struct Route: Sendable {
    enum Access: Sendable {
        case anyone
        /// A token of ours, within its rate.
        case bearer
        /// The token of a user: client credentials do not do.
        case user
    }

    enum Body: Sendable {
        case none
        /// `application/x-www-form-urlencoded`, read by the action itself.
        case form
        case json(Shape)
        /// A file, alone or in a form, read by the action itself.
        case bytes

        /// What a form may take besides the file in it.
        static let formBytes = 64 << 10
    }

    /// A call that came this way and passed all checks.
    struct Visit: Sendable {
        let call: Call
        /// What stood in the template's braces.
        let parameters: [String: String]
        /// The checked body; `null` where the route takes none.
        let body: JSON
        /// Whose token it was; `nil` where none is needed.
        let identity: Tokens.Identity?
        let now: Date

        /// A parameter of the template; empty for a name that the template does not have.
        subscript(parameter: String) -> String { parameters[parameter] ?? "" }

        /// The first value of a name in the query.
        func query(_ name: String) -> String? { call.query.first { $0.name == name }?.value }

        /// A flag of the query; `false` when it is absent.
        /// - Throws: ``Refusal`` for anything but `true` and `false`.
        func flag(_ name: String) throws(Refusal) -> Bool {
            guard let value = query(name) else { return false }
            return try MessageQuery.flag(value, name)
        }
    }

    typealias Action = @Sendable (inout Platform, Visit) throws(Refusal) -> Reply

    let method: HTTPMethod
    let path: PathTemplate
    let access: Access
    let body: Body
    let action: Action

    init(_ method: HTTPMethod, _ path: PathTemplate, access: Access, body: Body = .none, action: @escaping Action) {
        self.method = method
        self.path = path
        self.access = access
        self.body = body
        self.action = action
    }

    /// All there is; a path with a word stands before one with a gap in the same place.
    static let all = [
        OAuthRoutes.all, TokenRoutes.all, OpenMessagingRoutes.all, OpenEventRoutes.all, AgentlessRoutes.all, ConversationRoutes.all,
        CommunicationRoutes.all, IntegrationRoutes.all, SupportedContentRoutes.all, MediaRoutes.all, ContactRoutes.all,
        NotificationRoutes.all, BotConnectorRoutes.all, DirectoryRoutes.all, AnalyticsRoutes.all, TutorialRoutes.all,
        ConsoleRoutes.all, PageRoutes.all,
    ].flatMap { $0 }.sorted { $0.path < $1.path }

    /// The route of a call, and what stood in its template's braces.
    /// - Throws: ``Refusal`` 404 for an unknown path, 405 for a known path with another method.
    static func find(_ call: Call) throws(Refusal) -> (route: Route, parameters: [String: String]) {
        let candidates = all.compactMap { route in route.path.match(call.segments).map { (route: route, parameters: $0) } }
        guard !candidates.isEmpty else { throw .notFound }
        guard let found = candidates.first(where: { $0.route.method == call.method }) else {
            throw .methodNotAllowed(candidates.map(\.route.method))
        }
        return found
    }
}
