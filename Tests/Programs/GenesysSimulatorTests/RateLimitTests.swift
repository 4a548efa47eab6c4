import Foundation
import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct RateLimitTests {
    @Test func tellsTheRateWithEveryAnswerEvenARefusal() throws {
        var caller = Caller()
        _ = try caller.send(Samples.message)
        let fields = try caller.send(["wrong": 1]).answer.fields
        #expect(fields["inin-ratelimit-count"] == "2")
        #expect(fields["inin-ratelimit-allowed"] == "300")
        #expect(fields["inin-ratelimit-reset"] == "60")
    }

    @Test func refusesCallsOverTheRateUntilTheMinuteIsOver() throws {
        var caller = Caller { $0.callsPerMinute = 2 }
        #expect(try caller.send(Samples.message(id: "1")).answer.status == 200)
        #expect(try caller.send(Samples.message(id: "2")).answer.status == 200)
        caller.now += 18
        let answer = try caller.send(Samples.message(id: "3")).answer
        #expect(answer.status == 429)
        #expect(answer.fields["Retry-After"] == "42")
        #expect(answer.body?["code"] == "too.many.requests.retry.after")
        #expect(answer.body?["message"] == "Rate limit exceeded the maximum. Retry the request in [42] seconds")
        caller.now += 42
        #expect(try caller.send(Samples.message(id: "4")).answer.status == 200)
    }

    @Test func countsEachTokenByItself() throws {
        var caller = Caller { $0.callsPerMinute = 1 }
        #expect(try caller.send(Samples.message(id: "1")).answer.status == 200)
        caller.token = caller.login().body?["access_token"]?.string
        #expect(try caller.send(Samples.message(id: "2")).answer.status == 200)
    }

    @Test func canBeOff() throws {
        var caller = Caller { $0.callsPerMinute = nil }
        for number in 0..<1000 { #expect(try caller.send(Samples.message(id: "\(number)")).answer.status == 200) }
        #expect(try caller.send(Samples.message).answer.fields["inin-ratelimit-count"] == nil)
    }
}
