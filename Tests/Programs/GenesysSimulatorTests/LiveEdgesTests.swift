import Crypto
import Foundation
import HTTPClient
import HTTPSemantics
import HTTPServer
import JSON
import TestSupport
import Testing

@testable import GenesysSimulator

/// What the simulator does on the network besides answering.
@Suite(.timeLimit(.minutes(1)))
struct LiveEdgesTests {
    private static func integration(_ url: String) -> OpenIntegration {
        var integration = OpenIntegration()
        integration.webhookURL = url
        return integration
    }

    @Test func postsToTheWebhookUntilItIsTaken() async throws {
        let webhook = WebhookReceiver([503, 429, 200])
        try await webhook.run { url in
            try await LiveSimulator.run {
                $0.webhookRetryInterval = .milliseconds(10)
                $0.platform.integrations = [Self.integration(url)]
            } _: { simulator in
                let sent = try JSON(
                    parsing: try await simulator.call(.post, "/api/v2/conversations/messages/agentless", Samples.agentless).body)
                let posts = await webhook.allPosts()
                let code = try HMACSHA256.authenticate(key: Array("lazaret-demo-webhook-secret".utf8), message: posts[0].body)
                let signature = "sha256=" + Data(code.bytes).base64EncodedString()
                #expect(posts.map { $0.fields["X-Hub-Signature-256"] } == Array(repeating: signature, count: 3))
                #expect(Set(posts.map(\.body)).count == 1)
                #expect(try JSON(parsing: posts[0].body)["id"] == sent["id"])
            }
        }
    }

    @Test func theReceiptFollowsTheFetch() async throws {
        let webhook = WebhookReceiver([200])
        let file = Response(status: 200, fields: ["Content-Type": "application/pdf"], body: .bytes([1, 2, 3]))
        try await webhook.run { url in
            try await LiveSimulator.run(files: ["/1": file]) {
                $0.platform.integrations = [Self.integration(url)]
            } _: { simulator in
                #expect(try await simulator.send("/1", id: "m-7") == 200)
                let receipt = try JSON(parsing: await webhook.allPosts()[0].body)
                #expect(receipt["id"] == "m-7")
                #expect(receipt["status"] == "Published")
            }
        }
    }

    @Test(arguments: [("before", 0), ("after", 1)])
    func cutsAConnection(_ cut: String, _ messages: Int) async throws {
        try await LiveSimulator.run { simulator in
            _ = try await simulator.call(.put, "/simulator/faults", [["match": ["path": "/api"], "cut": .string(cut)]])
            let error = await #expect(throws: HTTPClientError.self) {
                try await simulator.call(.post, Caller.inboundPath, Samples.message.with("content", nil))
            }
            #expect(error?.code == .connectionBroken)
            #expect(try await simulator.messages().count == messages)
        }
    }

    @Test func givesOutFilesAtASignedAddressOnAnotherHost() async throws {
        try await LiveSimulator.run { simulator in
            let bytes = [UInt8](repeating: 7, count: 1 << 20)
            let fields: HTTPFields = ["Content-Type": "application/octet-stream"]
            let upload = try await simulator.client.send(
                HTTPClient.Request(
                    method: .post, url: simulator.address + "/simulator/media?name=a.bin&type=image/png", fields: fields,
                    body: bytes))
            let url = try JSON(parsing: upload.body)["url"]?.string ?? ""
            #expect(url.hasPrefix(simulator.address + "/api/v2/downloads/"))
            let redirect = try await simulator.call(.get, url.replacing(simulator.address, with: ""))
            #expect(redirect.status == 303)
            let location = try #require(redirect.fields["Location"])
            #expect(location.hasPrefix("http://localhost:"))
            let file = try await simulator.client.send(HTTPClient.Request(url: location, maximumResponseBytes: 2 << 20))
            #expect(file.body == bytes)
            #expect(file.fields["Content-Type"] == "image/png")
        }
    }

    @Test(arguments: [
        ("/simulator", "text/html; charset=utf-8"), ("/simulator/page.js", "text/javascript; charset=utf-8"),
        ("/simulator/page.css", "text/css; charset=utf-8"),
    ])
    func servesItsPageAndNothingOfOthers(_ path: String, _ type: String) async throws {
        try await LiveSimulator.run { simulator in
            let answer = try await simulator.call(.get, path)
            #expect(answer.status == 200)
            #expect(answer.fields["Content-Type"] == type)
            #expect(answer.fields["Content-Security-Policy"]?.hasPrefix("default-src 'none'; script-src 'self'") == true)
            #expect(answer.body.count > 500)
        }
    }

    @Test func bringsWhatACustomerWritesToTheGatewaysChannel() async throws {
        let channel = WebhookReceiver([202])
        try await channel.run { url in
            try await LiveSimulator.run {
                $0.platform.channelURL = url
            } _: { simulator async throws in
                let request = HTTPClient.Request(
                    method: .post, url: simulator.address + "/simulator/channel/messages",
                    fields: ["Content-Type": "multipart/form-data; boundary=b", "X-Simulator": "page"], body: Array("--b--".utf8))
                #expect(try await simulator.client.send(request).status == 202)
                let post = await channel.allPosts()[0]
                #expect(post.body == request.body)
                #expect(post.fields["Content-Type"] == "multipart/form-data; boundary=b")
                #expect(post.fields["X-Hub-Signature-256"]?.hasPrefix("sha256=") == true)
            }
        }
    }
}
