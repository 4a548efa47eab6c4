import Foundation
import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

/// How a program without a user finds a queue's conversations.
struct AnalyticsTests {
    private static let activity = "/api/v2/analytics/conversations/activity/query"
    private static let details = "/api/v2/analytics/conversations/details/query"

    private static func onQueue(_ id: String = PlatformConfiguration.demoQueueID) -> JSON {
        [
            "type": "and",
            "predicates": [["dimension": "queueId", "value": .string(id)], ["dimension": "mediaType", "value": "message"]],
        ]
    }

    private static func active(_ id: String = PlatformConfiguration.demoQueueID) -> JSON {
        ["metrics": [["metric": "oInteracting", "details": true]], "groupBy": ["queueId"], "filter": onQueue(id)]
    }

    @Test(arguments: ["conversations", "conversations/messages", "users/me"])
    func whatIsTheUsersOwnIsRefusedWithoutAUser(path: String) throws {
        var caller = Caller()
        let answer = try caller.get("/api/v2/\(path)")
        #expect(answer.status == 400)
        #expect(answer.body?["message"]?.string?.contains("user context") == true)
        try caller.becomeAgent()
        #expect(try caller.get("/api/v2/\(path)").status == 200)
    }

    @Test func activityHasWhatGoesOn() throws {
        var caller = Caller()
        let going = try #require(try caller.begin())
        let answer = try caller.call(.post, Self.activity, Self.active()).answer
        let entities = answer.body?["results"]?.array?.first?["entities"]?.array
        #expect(entities?.map { $0["conversationId"]?.string } == [going])
        #expect(try caller.call(.post, Self.activity, Self.active("another")).answer.body?["results"] == [])
        let second = try caller.call(.post, Self.activity, query: [("pageNumber", "2")], Self.active()).answer
        #expect(second.body?["results"] == [])
        _ = try caller.call(.patch, "/api/v2/conversations/messages/\(going)", ["state": "disconnected"])
        #expect(try caller.call(.post, Self.activity, Self.active()).answer.body?["results"] == [])
    }

    @Test func detailsHaveWhatIsOverToo() throws {
        var caller = Caller()
        let over = try #require(try caller.begin())
        _ = try caller.call(.patch, "/api/v2/conversations/messages/\(over)", ["state": "disconnected"])
        let today = caller.now.formatted(.iso8601)
        let later = (caller.now + 60).formatted(.iso8601)
        let body: JSON = ["interval": .string("\(today)/\(later)"), "segmentFilters": [Self.onQueue()]]
        let found = try caller.call(.post, Self.details, body).answer.body
        #expect(found?["conversations"]?.array?.map { $0["conversationId"]?.string } == [over])
        #expect(found?["conversations"]?.array?.first?["conversationEnd"] != nil)
        let second = body.with("paging", ["pageSize": 1, "pageNumber": 2])
        #expect(try caller.call(.post, Self.details, second).answer.body?["conversations"] == nil)
    }

    private static let timeless: JSON = ["segmentFilters": [onQueue()]]
    private static let vague: JSON = ["interval": "yesterday"]
    private static let long: JSON = ["interval": "2026-01-01T00:00:00Z/2026-03-01T00:00:00Z"]
    private static let ungrouped: JSON = ["metrics": [["metric": "oWaiting"]]]

    @Test(arguments: [timeless, vague, long]) func refusesDetailsThatTheModelDoesNotAllow(body: JSON) throws {
        var caller = Caller()
        #expect(try caller.call(.post, Self.details, body).answer.status == 400)
    }

    @Test(
        arguments: [
            ungrouped, active().with("metrics[0].metric", "nConversations"), active().with("groupBy", ["messageType"]),
            active().with("filter.predicates[0].dimension", "queue"), active().with("filter.type", nil),
        ])
    func refusesActivityThatTheModelDoesNotAllow(body: JSON) throws {
        var caller = Caller()
        #expect(try caller.call(.post, Self.activity, body).answer.status == 400)
    }
}
