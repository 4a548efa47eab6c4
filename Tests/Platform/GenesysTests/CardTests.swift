import Cards
import Foundation
import HTTPSemantics
import JSON
import Observability
import Pipeline
import Testing

@testable import Genesys

@Suite struct CardTests {
    private static func card() throws -> CardMessage {
        let text =
            #"{"messageId":"m-1","conversationId":"c-1","templateId":"t","fields":{"title":"Hi","actions":[{"label":"Go","value":"go"}]}}"#
        return try CardBuilder().prepare(try JSON(parsing: Array(text.utf8))) { "new" }.message
    }

    private static func order(
        _ message: some OpenMessagingMessage, _ set: RouteSet = .platform
    ) throws -> PreparedRequest {
        var configuration = GenesysConfiguration(
            region: Region(domain: "mypurecloud.com"), clientID: "id", clientSecret: .init("secret"), routes: EndpointTable(set))
        configuration.integrationID = "integration-1"
        return try message.call(key: "k", configuration).order
    }

    @Test func sendsACardAsTheTutorialDoes() throws {
        let order = try Self.order(OutgoingCard(try Self.card(), way: .guest), .tutorial)
        #expect(order.call == .card)
        #expect(order.fields["Cache-Control"] == "no-cache, no-store, must-revalidate")
        #expect(order.fields["Pragma"] == "no-cache")
        #expect(order.fields["X-Genesys-Request-Id"] == "m-1")
        let body = try JSON(parsing: order.body ?? [])
        #expect(body["conversationId"] == "c-1" && body["message"]?["type"] == "webchat")
        #expect(body["message"]?["card"]?["templateMatrix"]?["templateId"] == "t")
        #expect(EndpointTable(.tutorial)[.card].path == "/api/v2/guest/conversations/webchat/messages")
    }

    @Test func sendsNoCardByRESTWhereThePlatformTakesNone() throws {
        #expect(throws: GenesysError.self) { try Self.order(OutgoingCard(try Self.card(), way: .guest)) }
        #expect(throws: GenesysError.self) { try Self.order(OutgoingCard(try Self.card(), way: .channel("shop"))) }
    }

    @Test func sendsABotsAnswer() throws {
        let reply: JSON = ["botId": "b", "replyMessages": []]
        let order = try Self.order(OutgoingCard(try Self.card(), way: .bot(reply)))
        #expect(order.call == .botReply && order.body == reply.bytes)
    }

    @Test func sendsAButtonThatWasChosen() throws {
        let click = try #require(ButtonClick(["type": "Button", "text": "Go", "payload": "go"], originatingMessageID: "m-1"))
        let outgoing = OutgoingClick(
            click, channel: "shop", contactID: "anna", messageID: "x", time: Date(timeIntervalSince1970: 1_750_000_000))
        let order = try Self.order(outgoing)
        #expect(order.call == .structuredResponse && order.values == ["integrationId": "integration-1"])
        let body = try JSON(parsing: order.body ?? [])
        #expect(body["channel"]?["from"]?["id"] == "anna" && body["channel"]?["messageId"] == "x")
        #expect(body["buttonResponse"]?["payload"] == "go" && body["originatingMessageId"] == "m-1")
    }

    @Test func writesTheWordsOfACard() throws {
        let order = try Self.order(
            OutgoingTranscript(OutgoingCard(try Self.card(), way: .channel("shop"), contactID: "anna")))
        #expect(order.call == .notice)
        let body = try JSON(parsing: order.body ?? [])
        #expect(body["toAddress"] == "anna" && body["textBody"] == "Hi")
    }
}
