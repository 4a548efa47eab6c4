import HTTPSemantics
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
        var fault: JSON = ["match": [:], "status": .number(Double(status))]
        if let retryAfter { fault = fault.with("retryAfter", .number(Double(retryAfter))) }
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

    @Test(
        arguments: [
            [:], [["status": 500]], [["match": [:], "status": 200]], [["match": [:], "status": 500, "times": 0]],
            [["match": [:], "delay": 1]], [["match": ["host": "x"]]],
        ] as [JSON])
    func refusesFaultsOfAnotherShape(_ faults: JSON) throws {
        var caller = Caller()
        #expect(try caller.call(.put, "/simulator/faults", faults).answer.status == 400)
    }
}
