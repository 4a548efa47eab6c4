import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct FaultTests {
    private func caller(_ faults: JSON) throws -> Caller {
        var caller = Caller()
        #expect(try caller.call(.put, "/simulator/faults", faults).answer.status == 204)
        return caller
    }

    @Test func failsTheNextCallsAndThenNoMore() throws {
        var caller = try caller([["match": ["path": "/api/v2/conversations"], "status": 503, "times": 2]])
        for _ in 0..<2 {
            let answer = try caller.send(Samples.message).answer
            #expect(answer.status == 503)
            #expect(answer.body?["code"] == "service.unavailable")
            #expect(answer.body?["contextId"]?.string == answer.fields["ININ-Correlation-Id"])
        }
        #expect(try caller.messages().isEmpty)
        #expect(try caller.send(Samples.message).answer.status == 200)
    }

    @Test(
        arguments: [
            (429, 7, "too.many.requests.retry.after", "7"), (429, nil, "too.many.requests", nil),
            (500, nil, "internal.server.error", nil),
            (503, 3, "service.unavailable", "3"), (502, nil, "internal.server.error", nil), (401, nil, "credentials.expired", nil),
            (403, nil, "missing.permissions", nil), (504, nil, "request.timeout", nil),
        ] as [(Int, Int?, String, String?)])
    func answersAsThePlatformWould(_ status: Int, _ retryAfter: Int?, _ code: String, _ field: String?) throws {
        var fault: JSON = ["match": [:], "status": .integer(status)]
        if let retryAfter { fault = fault.with("retryAfter", .integer(retryAfter)) }
        var caller = try caller([fault])
        let answer = try caller.send(Samples.message).answer
        #expect(answer.status == status)
        #expect(answer.body?["code"]?.string == code)
        #expect(answer.fields["Retry-After"] == field)
    }

    @Test(
        arguments: [
            (["path": "/oauth"], false), (["method": "GET"], false), (["path": "/api/v2/conv"], false),
            (["path": "/api/v2/", "method": "POST"], true), (["method": "POST"], true), ([:], true),
        ] as [(JSON, Bool)])
    func meetsOnlyTheCallsThatMatch(_ match: JSON, _ isMet: Bool) throws {
        var caller = try caller([["match": match, "status": 500]])
        #expect(try caller.send(Samples.message).answer.status == (isMet ? 500 : 200))
    }

    @Test func delaysACallThatIsServedAllTheSame() throws {
        var caller = try caller([["match": [:], "delayMs": 1500]])
        let reply = try caller.send(Samples.message.with("content", nil))
        #expect(reply.answer.status == 200)
        #expect(reply.effects == [.delay(.milliseconds(1500))])
        #expect(try caller.messages().count == 1)
    }

    @Test func neverMeetsTheSimulatorsOwnRoutes() throws {
        var caller = try caller([["match": [:], "status": 500, "times": 9]])
        #expect(try caller.call(.get, "/simulator/messages").answer.status == 200)
        #expect(try caller.call(.get, "/healthz").answer.status == 200)
        #expect(try caller.call(.delete, "/simulator/faults").answer.status == 204)
        #expect(try caller.send(Samples.message).answer.status == 200)
    }

    @Test func meetsSomeCallsByChanceInAnOrderThatItsSeedDecides() throws {
        func run(_ seed: Int) throws -> [Int] {
            var caller = try caller([["match": ["path": "/api"], "status": 500, "percent": 30, "seed": .integer(seed)]])
            return try (0..<100).map { try caller.send(Samples.message(id: "\($0)")).answer.status }
        }
        let statuses = try run(1)
        #expect((15...45).contains(statuses.filter { $0 == 500 }.count))
        #expect(try run(1) == statuses)
        #expect(try run(2) != statuses)
    }

    @Test func tellsARetryAsADateWhenAskedTo() throws {
        var caller = try caller([["match": [:], "status": 429, "retryAfter": 7, "retryAfterForm": "date"]])
        #expect(try caller.send(Samples.message).answer.fields.values(of: "Retry-After") == ["Wed, 18 Nov 2026 11:06:47 GMT"])
    }

    @Test(arguments: [("before", 0), ("after", 1)])
    func cutsTheConnectionBeforeOrAfterTheCallIsServed(_ cut: String, _ messages: Int) throws {
        var caller = try caller([["match": [:], "cut": .string(cut)]])
        #expect(try caller.send(Samples.message.with("content", nil)).effects == [.cut])
        #expect(try caller.messages().count == messages)
    }

    @Test func endsATokenBeforeItsTime() throws {
        var caller = try caller([["match": [:], "expiresToken": true]])
        for _ in 0..<2 { #expect(try caller.send(Samples.message).answer.body?["code"] == "credentials.expired") }
        caller.token = caller.login().body?["access_token"]?.string
        #expect(try caller.send(Samples.message).answer.status == 200)
    }

    @Test(arguments: ["/api/v2/conversations/messages/*/inbound", "/api/v2/conversations/messages/{integrationId}/inbound"])
    func matchesAnythingWhereAPatternHasAGap(_ path: String) throws {
        var caller = try caller([["match": ["path": .string(path)], "status": 500, "times": 9]])
        #expect(try caller.send(Samples.message).answer.status == 500)
        #expect(try caller.call(.post, "/api/v2/conversations/messages/agentless", Samples.agentless).answer.status == 200)
    }

    @Test(
        arguments: [
            [["match": ["path": "/"], "event": "lost"]], [["match": ["topic": "v2"], "status": 500]],
            [["match": [:], "cut": "between"]],
            [["match": [:], "percent": 0]],
            [:], [["status": 500]], [["match": [:], "status": 200]], [["match": [:], "status": 500, "times": 0]],
            [["match": [:], "delay": 1]], [["match": ["host": "x"]]],
        ] as [JSON])
    func refusesFaultsOfAnotherShape(_ faults: JSON) throws {
        var caller = Caller()
        #expect(try caller.call(.put, "/simulator/faults", faults).answer.status == 400)
    }
}
