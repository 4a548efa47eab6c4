import Attachments
import Foundation
import HTTPClient
import Pipeline
import PythonServer
import Testing

@testable import Genesys

struct PlatformTransportTests {
    func transport(_ platform: StandInPlatform, _ set: RouteSet = .platform) -> PlatformTransport {
        PlatformTransport(PlatformClient(Samples.configuration(set, host: platform.server.url("")), http: HTTPClient())) { _ in [] }
    }

    @Test func deliversAFileAndANoticeWithOneToken() async throws {
        let platform = try await StandInPlatform()
        let transport = self.transport(platform)
        #expect(
            try await transport.deliver(Samples.fileDelivery())
                == .delivered(remoteID: "message-1", detail: "Sent to the conversation by an Open Messaging message with a link."))
        #expect(
            try await transport.deliver(Samples.noticeDelivery()) == .delivered(remoteID: "message-1", detail: "Told the customer.")
        )
        let seen = try await platform.seen()
        #expect(seen.tokens == 1)
        #expect(
            seen.calls.map(\.path) == [
                "/api/v2/conversations/messages/integration-1/inbound/open/message", "/api/v2/conversations/messages/agentless",
            ])
        #expect(seen.calls.allSatisfy { $0.authorization == "Bearer token-1" })
        #expect(try json(seen.calls[0].body)?["text"] as? String == "invoice.pdf")
    }

    @Test func deliversByTheTutorialsRoutes() async throws {
        let platform = try await StandInPlatform()
        let transport = self.transport(platform, .tutorial)
        let results = try await [
            transport.deliver(Samples.fileDelivery()), transport.deliver(Samples.noticeDelivery()),
        ]
        for result in results {
            guard case .delivered = result else {
                Issue.record("not delivered")
                continue
            }
        }
        #expect(
            try await platform.seen().calls.map(\.path) == [
                "/api/v2/conversations/messages/inbound/open", "/api/v2/conversations/messaging/conversation%2F1/messages",
            ])
    }

    @Test func getsANewTokenOnceWhenOneIsNotAccepted() async throws {
        let platform = try await StandInPlatform(["401"])
        guard case .delivered = try await transport(platform).deliver(Samples.fileDelivery()) else {
            Issue.record("not delivered")
            return
        }
        let seen = try await platform.seen()
        #expect(seen.tokens == 2)
        #expect(seen.calls.map(\.authorization) == ["Bearer token-1", "Bearer token-2"])
        #expect(seen.calls[0].body == seen.calls[1].body)
    }

    @Test func stopsAfterASecondRefusalOfTheToken() async throws {
        let platform = try await StandInPlatform(["401", "401", "401"])
        guard case .later(let reason, .seconds(60)) = try await transport(platform).deliver(Samples.fileDelivery()) else {
            Issue.record("expected to try later, slowly")
            return
        }
        #expect(try await platform.seen().calls.count == 2)
        #expect(!reason.contains("token-") && !reason.contains("s3cret"))
    }

    @Test(arguments: ["429", "408", "500", "502", "503", "504"])
    func comesBackWhenThePlatformAsks(status: String) async throws {
        let platform = try await StandInPlatform([status])
        guard case .later(let reason, .seconds(42)) = try await transport(platform).deliver(Samples.fileDelivery()) else {
            Issue.record("expected to try again after 42 s")
            return
        }
        #expect(reason.contains("code.\(status)") && reason.contains("correlation-1"))
    }

    @Test(arguments: ["400", "403", "404", "413", "422"])
    func givesUpOnWhatThePlatformRefuses(status: String) async throws {
        let platform = try await StandInPlatform([status])
        guard case .refused(let reason) = try await transport(platform).deliver(Samples.fileDelivery()) else {
            Issue.record("expected a refusal")
            return
        }
        #expect(reason.contains("code.\(status)") && reason.contains("correlation-1"))
    }

    @Test func comesBackWhenTheConnectionBreaks() async throws {
        let platform = try await StandInPlatform(["reset", "reset"])
        guard case .later(let reason, nil) = try await transport(platform).deliver(Samples.fileDelivery()) else {
            Issue.record("expected to try again")
            return
        }
        #expect(!reason.contains("signature") && reason.contains("127.0.0.1"))
    }

    @Test(arguments: [400, 401])
    func waitsForAnOperatorWhenTheCredentialsAreWrong(status: Int) async throws {
        let platform = try await StandInPlatform(tokenStatus: status)
        guard case .later(let reason, .seconds(60)) = try await transport(platform).deliver(Samples.fileDelivery()) else {
            Issue.record("expected to try again after a minute")
            return
        }
        #expect(reason.contains("invalid_client") && reason.contains("client secret") && !reason.contains("s3cret"))
        #expect(try await platform.seen().calls.isEmpty)
    }

    @Test func refusesADeliveryThatCannotBeAddressed() async throws {
        let platform = try await StandInPlatform()
        let delivery = try Samples.fileDelivery(Samples.attachment(contactID: nil))
        guard case .refused(let reason) = await transport(platform).deliver(delivery) else {
            Issue.record("expected a refusal")
            return
        }
        #expect(reason.contains("contact_id"))
        #expect(try await platform.seen().tokens == 0)
    }

    @Test func learnsWhetherTheCredentialsAreGood() async throws {
        let good = try await StandInPlatform()
        try await PlatformClient(Samples.configuration(host: good.server.url("")), http: HTTPClient()).authenticate()
        let bad = try await StandInPlatform(tokenStatus: 400)
        let client = PlatformClient(Samples.configuration(host: bad.server.url("")), http: HTTPClient())
        let error = await #expect(throws: GenesysError.self) { try await client.authenticate() }
        #expect(error?.code == .badCredentials)
    }
}
