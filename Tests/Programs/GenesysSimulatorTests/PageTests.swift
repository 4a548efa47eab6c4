import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct PageTests {
    @Test func showsConversationsAsAnAgentWouldSeeThem() throws {
        var caller = Caller()
        let sent = try caller.writeOnTheWeb("Look", file: "plan.png", type: "image/png")
        let shown = try #require(try caller.get("/simulator/conversations").body)
        let conversation = try #require(shown["conversations"]?.array?.first)
        #expect(shown["channel"] == false)
        #expect(conversation["id"] == sent["conversationId"])
        let message = conversation["messages"]?.array?.first
        #expect(message?["author"] == "customer")
        #expect(message?["attachment"]?["name"] == "plan.png")
        #expect(message?["attachment"]?["state"] == "ok")
        #expect(try caller.get("/simulator/media/\(message?["attachment"]?["mediaId"]?.string ?? "")").status == 200)
    }

    @Test(
        arguments: [
            [:], ["from": "a"], ["from": "a", "text": ""], ["from": "a", "mediaId": "nobody"], ["text": "x"],
            ["from": "a", "text": "x", "more": 1],
        ] as [JSON])
    func refusesAMessageOfACustomersThatIsNone(_ body: JSON) throws {
        var caller = Caller()
        let status = try caller.call(.post, "/simulator/customers/messages", body).answer.status
        #expect(status == (body["mediaId"] == nil ? 400 : 404))
        #expect(try caller.messages().isEmpty)
    }

    @Test func aFormOfAnotherSitesIsNotTaken() throws {
        var caller = Caller()
        for type in ["text/plain", "multipart/form-data; boundary=b", "application/x-www-form-urlencoded"] {
            let fields: HTTPFields = ["Content-Type": type]
            for path in ["/simulator/media", "/simulator/customers/messages", "/simulator/faults"] {
                let method: HTTPMethod = path.hasSuffix("faults") ? .put : .post
                #expect(
                    caller.platform.handle(Call(method, path, fields: fields, body: Array("{}".utf8)), at: caller.now).answer.status
                        == 415)
            }
        }
    }

    @Test func thereIsNoChannelUnlessThereIsOne() throws {
        var caller = Caller()
        #expect(try caller.call(.post, "/simulator/channel/messages").answer.status == 404)
    }
}
