import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct RouteTests {
    @Test(arguments: ["/", "", "/nothing", "/api/v2/conversations/messages//inbound/open/message", "/oauth/token/", "//healthz"])
    func doesNotKnowOtherPaths(_ path: String) throws {
        var caller = Caller()
        let answer = try caller.call(.post, path).answer
        #expect(answer.status == 404)
        #expect(answer.body?["code"] == "not.found")
    }

    @Test func namesTheMethodsOfAKnownPath() throws {
        var caller = Caller()
        let answer = try caller.call(.post, "/simulator/messages").answer
        #expect(answer.status == 405)
        #expect(answer.fields["Allow"] == "GET, DELETE")
    }

    @Test func givesEveryAnswerItsOwnCorrelation() throws {
        var caller = Caller()
        let first = try caller.call(.get, "/healthz").answer.fields["ININ-Correlation-Id"]
        let second = try caller.call(.get, "/healthz").answer.fields["ININ-Correlation-Id"]
        #expect(first != nil)
        #expect(first != second)
    }
}
