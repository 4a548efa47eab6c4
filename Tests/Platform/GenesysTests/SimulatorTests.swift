import Foundation
import GenesysSimulator
import HTTPClient
import Lifecycle
import Observability
import Pipeline
import Testing

@testable import Genesys

/// Everything that is sent, against the simulator, which refuses what the platform would refuse.
struct SimulatorTests {
    struct Shown: Decodable {
        struct Attachment: Decodable {
            let filename: String
            let mediaType: String
        }

        let direction: String
        let messageId: String?
        let text: String?
        let attachment: Attachment?
        let customAttributes: [String: String]
        let deliveries: Int
    }

    func withSimulator(_ set: RouteSet, _ use: (GenesysConfiguration) async throws -> Void) async throws {
        var settings = GenesysSimulator.Configuration()
        settings.port = 0
        let simulator = try GenesysSimulator(settings)
        let address = "http://127.0.0.1:\(simulator.boundPort)"
        var configuration = Samples.configuration(set, host: address, integrationID: OpenIntegration.demoID)
        configuration.clientID = settings.platform.clientID
        configuration.clientSecret = Secret(settings.platform.clientSecret)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await simulator.run(until: stop) }
            defer { stop.trigger() }
            try await use(configuration)
        }
    }

    func shown(_ configuration: GenesysConfiguration) async throws -> [Shown] {
        let answer = try await HTTPClient().send(.init(url: (configuration.apiURL ?? "") + "/simulator/messages"))
        return try JSONDecoder().decode([Shown].self, from: Data(answer.body))
    }

    @Test(arguments: [(RouteSet.platform, "File"), (.tutorial, "application/pdf")])
    func deliversFilesAndNotices(set: RouteSet, mediaType: String) async throws {
        try await withSimulator(set) { configuration in
            let transport = PlatformTransport(PlatformClient(configuration, http: HTTPClient())) { _ in [] }
            let answers = try await [transport.deliver(Samples.fileDelivery()), transport.deliver(Samples.noticeDelivery())]
            for answer in answers {
                guard case .delivered(.some, _) = answer else {
                    Issue.record("\(answer)")
                    continue
                }
            }
            let shown = try await shown(configuration)
            #expect(shown.map(\.direction) == ["inbound", "outbound"])
            #expect(shown.first?.messageId == "key-1" && shown.first?.text == "invoice.pdf")
            #expect(shown.first?.attachment?.filename == "invoice.pdf" && shown.first?.attachment?.mediaType == mediaType)
            #expect(shown.first?.customAttributes["scan_status"] == (set == .platform ? "clean" : nil))
            #expect(shown.last?.text?.hasSuffix("Your attachment is too large.") == true)
        }
    }

    @Test(arguments: RouteSet.allCases) func takesTextsBothWays(set: RouteSet) async throws {
        try await withSimulator(set) { configuration in
            let client = PlatformClient(configuration, http: HTTPClient())
            let text = InboundText(
                contactID: "user-1", nickname: "Bob", text: "see file", key: "key-1",
                time: Date(timeIntervalSince1970: 1_795_255_200),
                attributes: ["lang": "de"])
            #expect(try await client.send(text) != nil)
            #expect(try await client.send(CustomerText(contactID: "user-1", conversationID: "c-1", text: "Hello")) != nil)
            let shown = try await shown(configuration)
            #expect(shown.map(\.text) == ["see file", "Hello"])
            #expect(shown.first?.customAttributes == ["lang": "de"])
        }
    }

    @Test func takesALink() async throws {
        try await withSimulator(.platform) { configuration in
            let client = PlatformClient(configuration, http: HTTPClient())
            let link = "https://gw.example.com/files/1/a.pdf?signature=2"
            _ = try await client.send(LinkMessage(contactID: "user-1", conversationID: nil, fileName: "a.pdf", link: link))
            #expect(try await shown(configuration).first?.text == "Please download the attached file: a.pdf \(link)")
        }
    }

    @Test func isKnownAsOneMessageWhenSentTwice() async throws {
        try await withSimulator(.platform) { configuration in
            let transport = PlatformTransport(PlatformClient(configuration, http: HTTPClient())) { _ in [] }
            let answers = try await [transport.deliver(Samples.fileDelivery()), transport.deliver(Samples.fileDelivery())]
            guard case .delivered(.some(let first), _) = answers[0], case .delivered(let second, _) = answers[1] else {
                Issue.record("\(answers)")
                return
            }
            #expect(first == second)
            #expect(try await shown(configuration).map(\.deliveries) == [2])
        }
    }
}
