import Attachments
import Cards
import Foundation
import JSON
import Pipeline
import TestSupport
import Testing

@testable import Genesys

/// Genesys' own SDK is the judge of what we send: its models hold every member of it.
struct SDKBodyTests {
    private struct Entry {
        let model: String
        let order: PreparedRequest
    }

    private func entries() throws -> [Entry] {
        let configuration = Samples.configuration()
        let time = Date(timeIntervalSince1970: 1_795_255_200.123)
        func entry(_ model: String, _ request: some PlatformRequest) throws -> Entry {
            try Entry(model: model, order: request.order(configuration))
        }
        return try [
            Entry(model: "OpenInboundNormalizedMessage", order: Samples.fileDelivery().call(configuration).order),
            Entry(
                model: "SendAgentlessOutboundMessageRequest", order: Samples.noticeDelivery().call(configuration).order),
            entry(
                "OpenInboundNormalizedMessage",
                InboundText(
                    contactID: "user-1", nickname: "Bob", text: OutgoingPlaceholder.text, key: "k", time: time,
                    attributes: ["lang": "de"])),
            entry("OpenInboundNormalizedEvent", Typing(contactID: "user-1", time: time)),
            entry(
                "OpenInboundNormalizedReceipt",
                DeliveryReceipt(
                    messageID: "m", contactID: "user-1", status: .failed, reason: .mediaTypeNotAllowed, explanation: "no",
                    time: time)),
            entry(
                "SendAgentlessOutboundMessageRequest",
                LinkMessage(contactID: "user-1", conversationID: nil, fileName: "a.pdf", link: "https://h.example/a.pdf?s=1")),
            entry(
                "ParticipantAttributes",
                AttributeChange(
                    conversationID: "c", participantID: "p",
                    attributes: AttributeChange.attributes(of: Samples.attachment(), scannedAt: time))),
            entry("Conversation", Disconnection(conversationID: "c")),
            entry("Note", ContactNote(contactID: "c", text: "a.pdf: https://h.example/a.pdf")),
            entry(
                "OpenInboundNormalizedReceipt",
                DeliveryReceipt(messageID: "m", contactID: "user-1", status: .failed, reason: .generalError, time: time)),
            entry("OpenInboundNormalizedReceipt", DeliveryReceipt(messageID: "m", contactID: "u", status: .delivered, time: time)),
            entry("OpenInboundStructuredResponseMessage", StructuredResponse(click(time).body)),
            entry("OutgoingMessageRequest", BotReply(answer(.complete).outgoing(to: turn()))),
            entry("OutgoingMessageRequest", BotReply(answer(.failed).outgoing(to: turn()))),
            entry(
                "SendAgentlessOutboundMessageRequest",
                ConversationNotice(to: .open(integrationID: "i-2", contactID: "u"), text: "t")),
            entry("SendAgentlessOutboundMessageRequest", ConversationNotice(to: .webMessenger(externalContactID: "x"), text: "t")),
            entry(
                "ConversationActivityQuery", ActiveConversations(.init(anyOf: [.init(dimension: "queueId", value: "q")]), page: 1)),
            entry(
                "ConversationQuery",
                PastConversations(
                    .init(anyOf: [.init(dimension: "userId", value: "u")]), in: time..<time.addingTimeInterval(60), page: 1)),
            entry(
                "Note",
                ContactAttachment(
                    contactID: "c", fileName: "a.pdf", type: "application/pdf", content: [], link: "https://h.example")),
            entry("list[ChannelTopic]", Subscription(channelID: "c", topics: ["v2.users.1.conversations"])),
        ]
    }

    private func click(_ time: Date) throws -> OutgoingClick {
        let click = try #require(ButtonClick(["type": "Button", "text": "Go", "payload": "go"], originatingMessageID: "m-1"))
        return OutgoingClick(click, channel: "shop", contactID: "anna", messageID: "x", time: time)
    }

    /// The least that a turn may have.
    private func turn() throws -> BotTurn { try BotTurn(["botId": "b", "botSessionId": "s"]) }

    private func answer(_ state: BotAnswer.State) throws -> BotAnswer {
        let text = #"{"conversationId":"c-1","templateId":"t","fields":{"title":"Hi","actions":[{"label":"Go","value":"go"}]}}"#
        var answer = BotAnswer(state, intent: "i")
        answer.add(try CardBuilder().prepare(try JSON(parsing: Array(text.utf8))) { "new" }.message)
        answer.add(text: "Hello")
        answer.confidence = 0.5
        answer.parameters = ["a": "b"]
        if state == .failed { answer.error = "It went wrong." }
        return answer
    }

    /// Every call of the platform's set that has a body.
    @Test func everyBodyIsAmongThem() throws {
        let bodiless: Set<Endpoint> = [
            .token, .tokenRevocation, .card, .conversation, .message, .cachedMedia, .mediaRemoval, .attachmentDownload,
            .notificationChannel,
        ]
        #expect(Set(try entries().map(\.order.call)) == Set(Endpoint.allCases).subtracting(bodiless))
    }

    @Test func whatIsSentReadsBackWithoutAFieldLost() async throws {
        let list = try entries().map { entry in
            ["model": entry.model, "body": try JSONSerialization.jsonObject(with: Data(try #require(entry.order.body)))]
        }
        let folder = try TestFolder()
        let file = folder.url.appending(path: "bodies.json")
        try JSONSerialization.data(withJSONObject: list).write(to: file)
        let python = try await Program.lastLine(of: "python-sdk", in: folder)
        let script = try #require(Bundle.module.path(forResource: "sdk_bodies", ofType: "py"))
        let run = try await Program.run(python, [script, file.path], in: folder)
        #expect(run.status == 0 && run.output == "\(list.count) bodies read\n", "\(run.output)")
    }
}
