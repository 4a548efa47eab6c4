public import Egress
public import Foundation
public import Genesys
public import Observability

/// `genesys`: the platform.
public struct GenesysSection: Sendable, Hashable {
    /// The organization's domain, such as `mypurecloud.com` or `usw2.pure.cloud`.
    public var region = "mypurecloud.com"
    /// The organization's identifier; not used in this version.
    public var organizationId: String?
    /// Of the OAuth client. `nil` as `clientSecret` is: nothing is sent to the platform.
    public var clientId: String?
    /// Of the OAuth client.
    public var clientSecret: Secret?
    /// Which of the two sets of routes is used.
    public var routes = RouteSet.platform
    /// Routes that replace those of the set, by the name of their call.
    public var routeOverrides: [String: String] = [:]
    /// How many calls are made in any minute.
    public var callsPerMinute = CallLimits().callsPerMinute
    /// Whether the access token is given back when the program stops.
    public var revokeTokenAtStop = false
    /// Hosts besides the region's own that messages may name for their files.
    public var downloadHosts: [HostPattern] = []
    /// Where tokens are had; `nil`: from the region.
    public var loginURL: URL?
    /// Where the API is; `nil`: from the region.
    public var apiURL: URL?
    /// Where events come from; `nil`: from the region.
    public var streamingURL: URL?
    /// Of the Open Messaging integration that carries files to the agents.
    public var integrationId: String?
    /// Of the web messenger whose customers are told of refused files.
    public var deploymentId: String?
    /// What webhooks from the platform are signed with; several while one is being changed.
    public var webhookSecret: [Secret] = []
    /// The topics that the event worker listens to.
    public var topics: [String] = []
    /// Whether the event worker looks at conversations of Open Messaging integrations as well.
    public var watchOpenMessaging = false
    /// After so long a scan the agent is shown that there is one; zero: never.
    public var placeholderAfter = Duration.seconds(3)
    /// Whether released files are put on the external contact as well.
    public var contactNotes = false
    /// What is done besides when an agent has an infected file.
    public var onInfected = OnInfectedSection()

    /// Makes the default section.
    public init() {}
}

extension GenesysSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("region", &region, .host, variable: "GENESYS_REGION")
        fields.value("organizationId", &organizationId, .optional(.text), variable: "GENESYS_ORG_ID")
        fields.value("clientId", &clientId, .optional(.text), variable: "GENESYS_CLIENT_ID")
        fields.value("clientSecret", &clientSecret, .optional(.secret(atLeast: 1)), variable: "GENESYS_CLIENT_SECRET")
        fields.value("routes", &routes, .choice)
        fields.value("routeOverrides", &routeOverrides, .texts(.route))
        fields.value("callsPerMinute", &callsPerMinute, .integer(1...100_000))
        fields.value("revokeTokenAtStop", &revokeTokenAtStop, .bool)
        fields.value("downloadHosts", &downloadHosts, .list(of: .hostPattern))
        fields.value("loginURL", &loginURL, .optional(.baseURL()))
        fields.value("apiURL", &apiURL, .optional(.baseURL()))
        fields.value("streamingURL", &streamingURL, .optional(.baseURL(.webSocket)))
        fields.value("integrationId", &integrationId, .optional(.text))
        fields.value("deploymentId", &deploymentId, .optional(.text))
        fields.value("webhookSecret", &webhookSecret, .oneOrMany(.secret(atLeast: 16)), variable: "WEBHOOK_SECRET")
        fields.value("topics", &topics, .list(of: .topic))
        fields.value("watchOpenMessaging", &watchOpenMessaging, .bool)
        fields.value("placeholderAfter", &placeholderAfter, .duration(.zero ... .seconds(3600)))
        fields.value("contactNotes", &contactNotes, .bool)
        fields.section("onInfected", &onInfected)
        fields.check(
            clientId == nil ? "clientId" : "clientSecret", (clientId == nil) == (clientSecret == nil),
            "clientId and clientSecret belong together; set this one as well, or neither")
    }
}
