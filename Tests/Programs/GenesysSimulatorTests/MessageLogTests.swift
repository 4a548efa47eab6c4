import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct MessageLogTests {
    @Test func showsTheNewestLastAndFilters() throws {
        var caller = Caller()
        for (id, from) in [("1", "a"), ("2", "b"), ("3", "a")] { _ = try caller.send(Samples.message(id: id, from: from)) }
        #expect(try caller.messages().map { $0["messageId"] } == ["1", "2", "3"])
        #expect(try caller.messages(["from": "a"]).map { $0["messageId"] } == ["1", "3"])
        #expect(try caller.messages(["messageId": "2"]).map { $0["from"] } == ["b"])
        #expect(try caller.messages(["from": "b", "messageId": "1"]).isEmpty)
    }

    @Test func keepsOnlyTheNewest() throws {
        var caller = Caller { $0.maximumMessages = 2 }
        for id in ["1", "2", "3"] { _ = try caller.send(Samples.message(id: id, from: id)) }
        #expect(try caller.messages().map { $0["messageId"] } == ["2", "3"])
        // What was forgotten is new when it comes again, and in a new conversation.
        _ = try caller.send(Samples.message(id: "1", from: "1"))
        #expect(try caller.messages().map { $0["deliveries"] } == [1, 1])
    }

    @Test func forgetsAllOnDemandTogetherWithTheConversations() throws {
        var caller = Caller()
        _ = try caller.send(Samples.message)
        let before = try caller.messages().first?["conversationId"]
        #expect(try caller.call(.delete, "/simulator/messages").answer.status == 204)
        #expect(try caller.messages().isEmpty)
        _ = try caller.send(Samples.message)
        #expect(try caller.messages().first?["conversationId"] != before)
    }

    @Test(arguments: [(Samples.sha256.uppercased(), true), (String(repeating: "0", count: 64), false), (nil, nil)])
    func saysWhetherTheFetchedFileIsTheDeclaredOne(_ declared: String?, _ matches: Bool?) throws {
        var caller = Caller()
        let reply = try caller.send(Samples.message.with("content[0].attachment.sha256", declared.map { .string($0) }))
        guard case .fetch(let order) = reply.effects.first else { throw Refusal.notFound }
        var fetched = FetchedMedia(.ok)
        fetched.status = 200
        fetched.bytes = 0
        fetched.sha256 = Samples.sha256
        caller.platform.record(fetched, for: order)
        let shown = try caller.messages().first?["fetched"]
        #expect(shown?["state"] == "ok")
        #expect(shown?["bytes"] == 0)
        #expect(shown?["sha256"]?.string == Samples.sha256)
        #expect(shown?["matches"]?.bool == matches)
    }

    @Test func passesOverAFetchWhoseMessageIsGone() throws {
        var caller = Caller()
        let reply = try caller.send(Samples.message)
        guard case .fetch(let order) = reply.effects.first else { throw Refusal.notFound }
        caller.platform.messages.removeAll()
        caller.platform.record(FetchedMedia(.ok), for: order)
        #expect(try caller.messages().isEmpty)
    }

    @Test(arguments: [
        ([("atLeast", "1"), ("wait", "5")], false), ([("atLeast", "2"), ("wait", "5")], true),
        ([("settled", "true"), ("wait", "5")], true),
        ([("settled", "true")], false), ([("settled", "false"), ("wait", "5")], false),
    ])
    func asksToWaitUntilTheMessagesAreAsWanted(_ query: [(String, String)], _ waits: Bool) throws {
        var caller = Caller()
        _ = try caller.send(Samples.message)
        let reply = try caller.call(.get, "/simulator/messages", query: query.map { (name: $0.0, value: $0.1) })
        #expect(reply.effects.isEmpty == !waits)
    }

    @Test(arguments: [("atLeast", "-1"), ("atLeast", "many"), ("wait", "61"), ("settled", "1"), ("form", "a")])
    func refusesAQueryItDoesNotKnow(_ name: String, _ value: String) throws {
        var caller = Caller()
        let answer = try caller.call(.get, "/simulator/messages", query: [(name, value)]).answer
        #expect(answer.status == 400)
        #expect(answer.body?["code"] == "invalid.query.param.value")
    }
}
