import Foundation
import TestSupport
import Testing

@Suite struct CardTests {
    private static let card =
        #"{"conversationId":"c","templateId":"order","fields":{"title":"Hi","actions":[{"label":"Go","value":"go"}]}}"#

    @Test func checksACard() async throws {
        let folder = try TestFolder.withSignatures()
        try folder.write(Self.card, to: "card.json")
        let ended = try await Run.end(["card", "check", "card.json"], in: folder)
        #expect(ended.code == 0)
        #expect(ended.output.contains(#""contentType":"Card""#) && ended.output.contains(#""templateMatrix""#))
    }

    @Test func namesEveryProblemAndEndsWithOne() async throws {
        let folder = try TestFolder.withSignatures()
        try folder.write(#"{"fields":{"image":"x"}}"#, to: "card.json")
        let ended = try await Run.end(["card", "check", "card.json"], in: folder)
        #expect(ended.code == 1)
        for place in ["conversationId", "templateId", "fields.title", "fields.image"] {
            #expect(ended.errors.contains("lazaret: \(place) "))
        }
        let json = try await Run.end(["card", "preview", "--json", "card.json"], in: folder)
        #expect(json.code == 1)
        #expect(json.output.contains(#"{"problems":[{"path":"conversationId""#))
    }

    @Test func showsACardAsAPageAndAsAPicture() async throws {
        let folder = try TestFolder.withSignatures()
        try folder.write(Self.card, to: "card.json")
        let page = try await Run.end(["card", "preview", "card.json"], in: folder)
        #expect(page.code == 0 && page.output.contains("<h1>Hi</h1>"))
        let picture = try await Run.end(["card", "preview", "--png", "card.png", "card.json"], in: folder, within: .seconds(60))
        #expect(picture.code == 0, "\(picture.errors)")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/card.png"))
        #expect(Array(bytes.prefix(4)) == [0x89, 0x50, 0x4e, 0x47])
    }

    @Test func takesTemplatesFromAFolderAndChecksThemAtTheStart() async throws {
        let folder = try TestFolder.withSignatures()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/cards", withIntermediateDirectories: true)
        try folder.write(#"{"fields":{"name":{"required":true}},"card":{"title":"Hello {{name}}"}}"#, to: "cards/order.json")
        try folder.write(#"{"conversationId":"c","templateId":"order","fields":{"name":"Ann"}}"#, to: "card.json")
        #expect(try await Run.end(["card", "check", "card.json"], in: folder).output.contains(#""title":"Hello Ann""#))
        try folder.write(#"{"card":{"title":"Hello {{name}}"}}"#, to: "cards/order.json")
        for command in [["card", "check", "card.json"], ["serve"]] {
            let ended = try await Run.end(command, in: folder)
            #expect(ended.code == 2)
            #expect(ended.errors.contains("order.card"))
        }
    }

    @Test(arguments: [
        ["card"], ["card", "send"], ["card", "send", "card.json"], ["card", "stats"], ["card", "check"],
        ["card", "check", "none.json"], ["card", "check", "--png", "x", "y"],
    ])
    func saysHowItIsUsed(_ arguments: [String]) async throws {
        let ended = try await Run.end(arguments, in: TestFolder.withSignatures())
        #expect(ended.code == 2)
        #expect(ended.errors.hasPrefix("lazaret: "))
    }
}

/// Sending through a gateway that runs.
@Suite struct CardSendingTests {
    @Test func sendsACardOnceAndTellsHowCardsFare() async throws {
        let folder = try TestFolder.withSignatures()
        let gateway = try await RunningGateway.start(
            in: folder,
            """
            channels: { shop: { integrationId: "i", secret: "a-secret-of-the-shop", outboundURL: "http://127.0.0.1:9/messages" } },
            """)
        try folder.write(
            #"{"messageId":"m-1","conversationId":"c","templateId":"t","fields":{"title":"Hi"}}"#, to: "card.json")
        let access = ["--url", "http://127.0.0.1:\(gateway.port)"]
        let environment = ["LAZARET_KEY": RunningGateway.key]
        let bad = try await Run.end(
            ["card", "send", "-"] + access, in: folder, environment: environment)
        #expect(bad.code == 1, "\(bad.errors)")
        let wrong = try await Run.end(["card", "stats", "--key", "wrong"] + access, in: folder)
        #expect(wrong.code == 2)
        let stats = try await Run.end(["card", "stats", "--json"] + access, in: folder, environment: environment)
        #expect(stats.code == 0 && stats.output.contains(#""sent":0"#), "\(stats.errors)")
        let table = try await Run.end(["card", "stats"] + access, in: folder, environment: environment)
        #expect(table.code == 0 && table.output.contains("refused"))
        #expect(try await gateway.stop() == 0)
        let gone = try await Run.end(["card", "send", "card.json"] + access, in: folder, environment: environment)
        #expect(gone.code == 3)
    }
}
