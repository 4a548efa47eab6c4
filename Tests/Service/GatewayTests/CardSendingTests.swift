import Application
import Channels
import Configuration
import Crypto
import Foundation
import Gateway
import HTTPSemantics
import Ledger
import Observability
import Pipeline
import Signatures
import TestSupport
import Testing

extension WithClamd {
    struct CardSendingTests {
        private static func card(_ name: String? = "m-1", title: String = "Hi", _ more: String = "") -> [UInt8] {
            let name = name.map { #""messageId":"\#($0)","# } ?? ""
            return Array(#"{\#(name)"conversationId":"c-1","templateId":"t","fields":{"title":"\#(title)"}\#(more)}"#.utf8)
        }

        private static let atOnce: HTTPFields = ["Prefer": "respond-async"]

        @Test func takesACardOnceForItsName() async throws {
            try await Site.run(works: false) { site async throws in
                for _ in 0..<2 {
                    let answer = try await site.send(.post, "/cards", as: .cards, fields: Self.atOnce, body: Self.card())
                    #expect(answer.status == 202 && answer.json["messageId"].string == "m-1")
                    #expect(answer.json["state"].string == "queued" && answer.fields["Location"] == "/cards/m-1")
                }
                #expect(try await site.ledger.queueStatistics().messages.waiting == 1)
                let other = try await site.send(.post, "/cards", as: .cards, fields: Self.atOnce, body: Self.card(title: "Other"))
                #expect(other.status == 409)
                #expect(try await site.send(.get, "/cards/m-1", as: .operator).json["state"].string == "queued")
                #expect(try await site.send(.get, "/cards/m-2", as: .operator).status == 404)
            }
        }

        @Test func takesACardOnceForTheIdempotencyKey() async throws {
            try await Site.run(works: false) { site async throws in
                let fields: HTTPFields = ["Prefer": "respond-async", "Idempotency-Key": "k-1"]
                for _ in 0..<2 {
                    let answer = try await site.send(.post, "/cards", as: .cards, fields: fields, body: Self.card(nil))
                    #expect(answer.status == 202 && answer.json["messageId"].string == "new-message")
                }
                #expect(try await site.send(.post, "/cards", as: .cards, fields: fields, body: Self.card("m-9")).status == 409)
                #expect(try await site.ledger.queueStatistics().messages.waiting == 1)
            }
        }

        @Test func waitsForTheOutcome() async throws {
            try await Site.run(works: false) { site async throws in
                async let answer = site.send(.post, "/cards", as: .cards, body: Self.card())
                try await site.end("m-1", .sent, "taken")
                let sent = try await answer
                #expect(sent.status == 200 && sent.json["state"].string == "sent" && sent.json["latency_ms"].number == 12)
                async let second = site.send(.post, "/cards", as: .cards, body: Self.card("m-2"))
                try await site.end("m-2", .failed, "card: status 403")
                let failed = try await second
                #expect(failed.status == 502 && failed.json["error"].string?.contains("status 403") == true)
                #expect(failed.json["messageId"].string == "m-2" && failed.json["state"].string == "failed")
            }
        }

        @Test func accountsForWhatIsRefused() async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.send(.post, "/cards", as: .cards, body: Self.card(title: "javascript:x"))
                #expect(answer.status == 422)
                #expect(try await site.ledger.audit(after: 0, limit: 9).map(\.entry.action) == ["card.refused"])
                let report = try await site.ledger.takeMessages(limit: 5, lease: .seconds(5))
                #expect(report.map(\.kind) == [.report] && report[0].payload?.contains("card_render_failure") == true)
                #expect(try await site.send(.post, "/cards", as: .cards, fields: Self.atOnce, body: Self.card()).status == 202)
                let stats = try await site.send(.get, "/cards/stats", as: .cards).json
                #expect(stats["refused"].number == 1 && stats["queued"].number == 1 && stats["successRate"].number == 0)
            }
        }

        @Test(arguments: [
            (#","channel":"nowhere""#, "channel"), (#","bot":{"botId":"b"}"#, "bot.botSessionId"),
            (#","bot":{"botId":"b","botSessionId":"s","botState":"Gone"}"#, "bot.botState"),
            (#","bot":{"botId":"b","botSessionId":"s"}"#, "bot.intent"),
        ])
        func saysWhenThereIsNoWay(_ more: String, _ path: String) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.send(.post, "/cards", as: .cards, body: Self.card("m-1", title: "Hi", more))
                #expect(answer.status == 422 && answer.json["problems"].array.map { $0["path"].string } == [path])
            }
        }

        @Test(arguments: ["a/b", "a b", "ä", "", String(repeating: "x", count: 129), "a\\nb"])
        func takesNoNameThatIsNone(_ name: String) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(.post, "/cards", as: .cards, body: Self.card(name)).status == 422)
            }
        }

        @Test(arguments: [Site.Key.upload, .operator, .metrics])
        func needsTheRole(_ key: Site.Key) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(.post, "/cards", as: key, body: Self.card()).status == 403)
            }
        }

        // MARK: Clicks

        private static let click = Array(
            #"{"contactId":"anna","messageId":"c-1","buttonResponse":{"type":"Button","text":"Go","payload":"go"},"originatingMessageId":"m-1"}"#
                .utf8)

        private static func signed(_ body: [UInt8]) throws -> HTTPFields {
            let secret = try #require(Site.channels["shop"]?.secrets.inbound.first)
            return [HubSignature.fieldName: try HubSignature.sign(body, with: secret)]
        }

        @Test func passesAButtonOnOnce() async throws {
            try await Site.run(works: false) { site async throws in
                for _ in 0..<2 {
                    let fields = try Self.signed(Self.click)
                    #expect(try await site.send(.post, "/channels/shop/clicks", fields: fields, body: Self.click).status == 202)
                }
                let messages = try await site.ledger.takeMessages(limit: 5, lease: .seconds(5))
                #expect(messages.map(\.kind) == [.click] && messages[0].payload?.contains(#""payload":"go""#) == true)
                #expect(messages[0].payload?.contains(#""idType":"Opaque""#) == true)
            }
        }

        /// What the platform does not take is said to who can still do something about it.
        @Test(arguments: [
            (#","originatingMessageId":"m-1""#, "", "originatingMessageId"), (#""type":"Button""#, #""type":"ListPicker""#, "type"),
            (#""type":"Button""#, #""type":"Form""#, "type"),
        ])
        func refusesAButtonThatThePlatformDoesNotTake(_ part: String, _ other: String, _ member: String) async throws {
            try await Site.run(works: false) { site async throws in
                let body = Array(String(decoding: Self.click, as: UTF8.self).replacing(part, with: other).utf8)
                let answer = try await site.send(.post, "/channels/shop/clicks", fields: try Self.signed(body), body: body)
                #expect((400..<500).contains(answer.status) && answer.text.contains(member), "\(answer.text)")
                #expect(try await site.ledger.queueStatistics().messages == .init())
            }
        }

        @Test func takesNoButtonThatNobodyWeKnowHasSigned() async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(.post, "/channels/shop/clicks", body: Self.click).status == 401)
                let fields = try Self.signed(Array("{}".utf8))
                #expect(try await site.send(.post, "/channels/shop/clicks", fields: fields, body: Self.click).status == 401)
                let empty = Array("{}".utf8)
                #expect(try await site.send(.post, "/channels/shop/clicks", fields: fields, body: empty).status == 422)
                #expect(try await site.send(.post, "/channels/none/clicks", fields: fields, body: empty).status == 404)
            }
        }

        // MARK: Bots

        private static let turn =
            #"{"botId":"b","botSessionId":"s-1","genesysConversationId":"c-1","inputMessage":{"type":"Text","text":" Track it "},"parameters":{"name":"Ann","other":"x"}}"#
        private static let secret: HTTPFields = ["X-Bot-Secret": "the-secret-of-the-bot-connector"]

        private static func bot(answers: [String: String]) -> [String: BotSection] {
            var bot = BotSection()
            bot.secret = [Secret("another-one-that-is-new"), Secret("the-secret-of-the-bot-connector")]
            bot.answers = answers
            return ["orders": bot]
        }

        @Test func answersACustomersTurnWithACard() async throws {
            try await Site.run(works: false, changing: { $0.configuration.bots = Self.bot(answers: ["track it": "named"]) }) {
                site async throws in
                let answer = try await site.send(.post, "/botconnector/orders", fields: Self.secret, body: Array(Self.turn.utf8))
                #expect(answer.status == 200 && answer.json["botState"].string == "Complete")
                #expect(answer.json["intent"].string == "track it")
                #expect(answer.text.contains(#""title":"Order of Ann""#))
                #expect(try await site.ledger.audit(after: 0, limit: 9).map(\.entry.action) == ["card.sent"])
                #expect(try await site.send(.get, "/cards/stats", as: .cards).json["successRate"].number == 1)
            }
        }

        @Test func aBotWithoutAnAnswerSaysSoToTheFlow() async throws {
            try await Site.run(works: false, changing: { $0.configuration.bots = Self.bot(answers: ["hello": "named"]) }) {
                site async throws in
                let answer = try await site.send(.post, "/botconnector/orders", fields: Self.secret, body: Array(Self.turn.utf8))
                #expect(answer.status == 200 && answer.json["botState"].string == "Failed")
            }
        }

        @Test func aBotWhoseCardIsRefusedFailsAndIsAccountedFor() async throws {
            try await Site.run(works: false, changing: { $0.configuration.bots = Self.bot(answers: ["*": "named"]) }) {
                site async throws in
                let turn = Self.turn.replacing("Ann", with: "javascript:x")
                let answer = try await site.send(.post, "/botconnector/orders", fields: Self.secret, body: Array(turn.utf8))
                #expect(answer.status == 200 && answer.json["botState"].string == "Failed" && !answer.text.contains("javascript"))
                #expect(try await site.ledger.audit(after: 0, limit: 9).map(\.entry.action) == ["card.refused"])
            }
        }

        @Test(arguments: [nil, "", "the-secret-of-the-bot-connectoR", "the-secret-of-the-bot-connector "])
        func aBotAnswersNobodyWithoutItsSecret(_ secret: String?) async throws {
            try await Site.run(works: false, changing: { $0.configuration.bots = Self.bot(answers: ["*": "named"]) }) {
                site async throws in
                var fields: HTTPFields = [:]
                if let secret { fields["X-Bot-Secret"] = secret }
                let status = try await site.send(.post, "/botconnector/orders", fields: fields, body: Array(Self.turn.utf8)).status
                // Blanks around a field's value are no part of it.
                #expect(status == (secret?.hasSuffix(" ") == true ? 200 : 401))
                #expect(try await site.send(.post, "/botconnector/none", fields: Self.secret, body: []).status == 404)
                #expect(
                    try await site.send(.post, "/botconnector/orders", fields: Self.secret, body: Array("{}".utf8)).status == 400)
            }
        }
    }
}

extension Site {
    /// Does to a card what the dispatcher would.
    fileprivate func end(_ name: String, _ state: CardState, _ detail: String) async throws {
        _ = try await eventually { try await ledger.card(name) != nil }
        let message = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(30)).first)
        try await ledger.commit(
            Step(
                lease: message.lease, attachment: nil,
                card: CardEnding(messageID: name, state: state, detail: detail, latency: .milliseconds(12)), disposition: .done))
    }
}
