public import Egress
public import Observability

/// How to reach one organisation of Genesys Cloud.
public struct GenesysConfiguration: Sendable {
    /// Where the organisation lives.
    public var region: Region
    /// The OAuth client, of the grant type "client credentials".
    public var clientID: String
    /// The OAuth client's secret.
    public var clientSecret: Secret
    /// Which paths and bodies are used.
    public var routes: EndpointTable
    /// In place of the region's login host, without a slash at the end.
    public var loginURL: String?
    /// In place of the region's API host, without a slash at the end.
    public var apiURL: String?
    /// Where the tutorials' events are, without a slash at the end; `nil`: at the API host.
    public var streamingURL: String?
    /// The Open Messaging integration that messages go through.
    public var integrationID: String?
    /// The deployment of the platform's web messenger whose customers are told of refused files.
    public var deploymentID: String?
    /// From start to last byte of one call.
    public var timeout: Duration
    /// How much is asked of the platform.
    public var limits: CallLimits
    /// Hosts besides the region's own that the platform's messages may name for their files; they are never given a token.
    public var downloadHosts: [HostPattern]
    /// Whether `close` gives the access token back; other machines with the same OAuth client keep theirs.
    public var revokesTokenAtEnd: Bool

    /// Describes the way to an organisation.
    public init(
        region: Region, clientID: String, clientSecret: Secret, routes: EndpointTable = EndpointTable(.platform),
        loginURL: String? = nil,
        apiURL: String? = nil, streamingURL: String? = nil, integrationID: String? = nil, deploymentID: String? = nil,
        timeout: Duration = .seconds(30),
        limits: CallLimits = CallLimits(),
        downloadHosts: [HostPattern] = [], revokesTokenAtEnd: Bool = false
    ) {
        self.region = region
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.routes = routes
        self.loginURL = loginURL
        self.apiURL = apiURL
        self.streamingURL = streamingURL
        self.integrationID = integrationID
        self.deploymentID = deploymentID
        self.timeout = timeout
        self.limits = limits
        self.downloadHosts = downloadHosts
        self.revokesTokenAtEnd = revokesTokenAtEnd
    }

    /// The address of a call.
    /// - Throws: `GenesysError` when a value that the route's path names is missing.
    func url(of call: Endpoint, with values: [String: String] = [:]) throws(GenesysError) -> String {
        let route = routes[call]
        guard let path = route.path(with: values) else {
            let missing = route.placeholders.filter { values[$0]?.isEmpty != false }
            throw GenesysError(
                .missingValue, "there is no value for \(missing.joined(separator: ", ")) in \(route.path); supply it")
        }
        return base(of: route.host) + path
    }

    private func base(of host: Route.Host) -> String {
        switch host {
        case .login: loginURL ?? region.loginURL
        case .api: apiBase
        }
    }
}
