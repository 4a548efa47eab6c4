import Crypto
import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// A channel of the operator's own, both ways, and the platform's webhook.
extension Scenario {
    static let channels = [
        Scenario("a customer's message on a channel reaches the agent: words, then files in order; one refused, the customer told")
        {
            demo in
            let customer = Customer(demo: demo)
            let files = [Sample.text, Sample.eicar, Sample.portableDocument]
            let answer = try await customer.write("Three files", files)
            try expect(answer.status == 200, "expected 200, got \(answer.summary)")
            let states = answer.json["attachments"].elements.map { $0["verdict"]["outcome"].string }
            try expect(states == ["clean", "infected", "clean"], "the verdicts are \(states)")
            let again = try await customer.write("Three files", files)
            try expect(again.json["attachments"].elements.count == 3, "sent again, the answer was \(again.summary)")

            let messages = try await Agent(demo: demo).messages(of: customer, atLeast: 4)
            try expect(messages.count == 4, "expected four messages, the platform has \(messages.count)")
            let texts = messages.map { $0["attachment"]["filename"].string ?? $0["text"].string ?? "" }
            try expect(
                texts[0] == "Three files" && texts[1] == files[0].name && texts[2].contains("security check")
                    && texts[3] == files[2].name, "they came as \(texts)")
            for (message, file) in [(messages[1], files[0]), (messages[3], files[2])] {
                try expect(message["customAttributes"]["scan_status"].string == "clean", "no verdict goes along: \(message.text)")
                let digest = try SHA256.hash(file.bytes).hex
                try expect(message["fetched"]["sha256"].string == digest, "other bytes: \(message["fetched"].text)")
            }
        },
        Scenario(
            "an agent's file is held, scanned and passed on to the channel, signed, with our link; the agent is told (Delivered)"
        ) {
            demo in
            try await ChannelStub.open(on: demo) { channelStub in
                let customer = Customer(demo: demo)
                let agent = Agent(demo: demo)
                let conversation = try await customer.begin()
                let message = try await agent.write("Here is your invoice", Sample.portableDocument, in: conversation)
                let delivery = try await channelStub.delivery("Here is your invoice", to: customer)
                try expect(delivery.isSigned, "the channel cannot tell that it is from us")
                let attachment = delivery.message["content"].elements.first?["attachment"] ?? .null
                let link = attachment["url"].string ?? ""
                try expect(link.hasPrefix(demo.gatewayURL + "/files/"), "the link is not ours: \(attachment.text)")
                let (status, bytes) = try await agent.fetch(link)
                try expect(status == 200 && bytes == Sample.portableDocument.bytes, "the link gave \(status), \(bytes.count) bytes")
                let receipts = try await agent.receipts(of: message, to: customer)
                try expect(receipts.first?["status"].string == "Delivered", "the receipt says \(receipts)")
            }
        },
        Scenario("an agent's infected file is not passed on; the agent is told (Failed)") { demo in
            try await ChannelStub.open(on: demo) { channelStub in
                let customer = Customer(demo: demo)
                let agent = Agent(demo: demo)
                let conversation = try await customer.begin()
                let message = try await agent.write("See this", Sample.eicar, in: conversation)
                let delivery = try await channelStub.delivery("See this", to: customer)
                try expect(delivery.message["content"].elements.isEmpty, "a file went along: \(delivery.message.text)")
                let receipts = try await agent.receipts(of: message, to: customer)
                try expect(receipts.first?["status"].string == "Failed", "the receipt says \(receipts)")
                let code = receipts.first?["reasons"].elements.first?["code"].string
                try expect(code?.isEmpty == false, "it gives no reason: \(receipts)")
            }
        },
        Scenario("the platform's webhook tells of a file: fetched with our token, found infected, the customer told once") {
            demo in
            let customer = Customer(demo: demo)
            let agent = Agent(demo: demo)
            let conversation = try await customer.begin()
            let file = try await agent.upload(Sample.eicar)
            for _ in 1...2 {
                let status = try await demo.tell(conversation, file: file)
                try expect(status == "accepted", "the webhook answered \(status)")
            }
            // The customer's notice and the agent's warning come in either order.
            let messages = try await agent.messages(of: customer, atLeast: 3)
            let texts = messages.map { $0["text"].string ?? "" }
            let told = ["File rejected: ", "[System: "].map { start in texts.count { $0.hasPrefix(start) } }
            try expect(texts.count == 3 && told == [1, 1], "the customer and the agent were told: \(texts)")
            let forged = try await demo.http.send(
                .init(
                    method: .post, url: demo.gatewayURL + "/webhook/genesys", fields: [Signature.field: "sha256=AAAA"],
                    body: [0x7B, 0x7D]))
            try expect(forged.status == 401, "a forged event got \(forged.status)")
        },
    ]
}

extension Customer {
    /// Writes on the shop's channel, with files, under one name: sent twice it is the same message.
    func write(_ text: String, _ files: [File]) async throws -> Answer {
        let attachments = files.map { file -> JSON in
            [
                "filename": .string(file.name), "contentType": .string(file.type),
                "data": .string(Data(file.bytes).base64EncodedString()),
            ]
        }
        let message: JSON = [
            "contact_id": .string(contact), "message_id": "message-of-\(contact)", "text": .string(text),
            "attachments": .array(attachments),
        ]
        let body = message.bytes
        let fields: HTTPFields = [
            "Content-Type": "application/json", Signature.field: try Signature.of(body, DemoEnvironment.channelSecret),
        ]
        return try await answer(
            to: .init(method: .post, url: demo.gatewayURL + "/channels/shop/messages", fields: fields, body: body))
    }

    /// Says something, so that there is a conversation; gives its identifier.
    func begin() async throws -> String {
        _ = try await write("Hello", [])
        let messages = try await Agent(demo: demo).messages(of: self, atLeast: 1)
        guard let conversation = messages.first?["conversationId"].string else { throw Unmet("no conversation began") }
        return conversation
    }
}

extension DemoEnvironment {
    /// Tells the gateway's webhook of a file in a conversation, as the tutorials have it, and gives what it answers.
    nonisolated func tell(_ conversation: String, file: String) async throws -> String {
        let event: JSON = [
            "eventType": "Conversation:Message",
            "data": [
                "conversationId": .string(conversation), "messageId": "m-\(file)",
                "attachments": [["id": .string(file), "fileName": "letter.txt"]],
            ],
        ]
        let body = event.bytes
        let response = try await http.send(
            .init(
                method: .post, url: gatewayURL + "/webhook/genesys",
                fields: ["Content-Type": "application/json", Signature.field: try Signature.of(body, Self.webhookSecret)],
                body: body))
        return try JSON(answer: response.body)["status"].string ?? "\(response.status)"
    }
}
