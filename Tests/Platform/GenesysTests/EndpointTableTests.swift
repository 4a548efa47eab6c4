import HTTPSemantics
import Testing

@testable import Genesys

struct RoutesTests {
    let values = ["integrationId": "a/b c", "conversationId": "ü"]

    @Test(
        arguments: [
            (.platform, .token, "https://login.mypurecloud.de/oauth/token"),
            (.platform, .inboundMessage, "https://api.mypurecloud.de/api/v2/conversations/messages/a%2Fb%20c/inbound/open/message"),
            (.platform, .notice, "https://api.mypurecloud.de/api/v2/conversations/messages/agentless"),
            (.tutorial, .token, "https://api.mypurecloud.de/oauth/token"),
            (.tutorial, .inboundMessage, "https://api.mypurecloud.de/api/v2/conversations/messages/inbound/open"),
            (.tutorial, .notice, "https://api.mypurecloud.de/api/v2/conversations/messaging/%C3%BC/messages"),
        ] as [(RouteSet, Endpoint, String)])
    func leadsEachCallToItsAddress(set: RouteSet, call: Endpoint, url: String) throws {
        let configuration = Samples.configuration(set)
        #expect(try configuration.url(of: call, with: values) == url)
        #expect(configuration.routes[call].method == .post)
    }

    @Test func readsOverridesAsAConfigurationHasThem() throws {
        let routes = try EndpointTable(.platform, overrides: ["notice": "PUT login /v3/{contactId}"])
        #expect(routes[.notice] == Route("PUT login /v3/{contactId}") && routes[.link] == EndpointTable(.platform)[.link])
        for overrides in [["nothing": "PUT api /"], ["notice": "PUT /"]] {
            #expect(
                #expect(throws: GenesysError.self) { try EndpointTable(.platform, overrides: overrides) }?.code == .missingValue)
        }
    }

    /// Every placeholder of either set is one that requests have a value for.
    @Test(arguments: RouteSet.allCases, Endpoint.allCases)
    func namesOnlyKnownValues(set: RouteSet, call: Endpoint) {
        let known: Set = [
            "integrationId", "conversationId", "participantId", "contactId", "messageId", "mediaId", "attachmentId", "channelId",
            "url", "page",
        ]
        #expect(known.isSuperset(of: EndpointTable(set)[call].placeholders))
    }

    @Test(arguments: RouteSet.allCases)
    func goesToTheConfiguredHosts(set: RouteSet) throws {
        var configuration = Samples.configuration(set)
        configuration.loginURL = "http://127.0.0.1:1"
        configuration.apiURL = "http://127.0.0.1:2"
        #expect(
            try configuration.url(of: .token) == (set == .platform ? "http://127.0.0.1:1" : "http://127.0.0.1:2") + "/oauth/token")
        #expect(try configuration.url(of: .notice, with: values).hasPrefix("http://127.0.0.1:2/api/v2/"))
    }

    @Test func replacesOneRouteAndKeepsTheOthers() throws {
        let route = try #require(Route("PUT login /v3/{conversationId}/notes/{contactId}"))
        let configuration = Samples.configuration(overrides: [.notice: route])
        #expect(
            try configuration.url(of: .notice, with: ["conversationId": "1", "contactId": "../2"])
                == "https://login.mypurecloud.de/v3/1/notes/..%2F2")
        #expect(configuration.routes[.notice].method == .put)
        #expect(configuration.routes[.token] == EndpointTable(.platform)[.token])
    }

    @Test(arguments: ["", "POST /a", "POST api a", "POST www /a", "PO;ST api /a", "POST api /a b"])
    func refusesATemplateThatIsNotMethodHostAndPath(template: String) {
        #expect(Route(template) == nil)
    }

    @Test(arguments: [[:], ["integrationId": ""]])
    func namesTheValueThatIsMissing(values: [String: String]) {
        let error = #expect(throws: GenesysError.self) { try Samples.configuration().url(of: .inboundMessage, with: values) }
        #expect(error?.code == .missingValue && error?.description.contains("integrationId") == true)
    }

    @Test func knowsTheRegions() {
        #expect(Region.known.count == 18 && Set(Region.known).count == 18)
        #expect(Region(domain: "mypurecloud.de").isKnown && !Region(domain: "mypurecloud.xx").isKnown)
        #expect(Region.known.first?.loginURL == "https://login.mypurecloud.com")
    }
}
