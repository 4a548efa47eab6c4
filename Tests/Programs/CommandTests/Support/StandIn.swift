import Crypto
import Foundation
import Glibc
import HTTPClient
import HTTPSemantics
import TestSupport
import Testing

/// A `lazaret simulate`, and what a test has it do.
struct StandIn: Sendable {
    static let webhookSecret = "the-webhook-secret-of-the-tests"

    let run: Run
    let port: UInt16
    private let http = HTTPClient()

    static func start(in folder: TestFolder) async throws -> StandIn {
        let run = try await Run.start(["simulate", "--port", "0"], in: folder)
        return StandIn(run: run, port: UInt16(try await run.logged("Listening.")["port"] ?? "") ?? 0)
    }

    private init(run: Run, port: UInt16) {
        self.run = run
        self.port = port
    }

    /// What a gateway's configuration needs to work with it.
    ///
    /// - Parameter more: further lines of the section `genesys`.
    func settings(routes: String, _ more: String = "") -> String {
        """
        genesys: {
          loginURL: "http://127.0.0.1:\(port)", apiURL: "http://127.0.0.1:\(port)", routes: "\(routes)",
          clientId: "lazaret-demo-client", clientSecret: "lazaret-demo-secret",
          integrationId: "6b0f2a3c-4d5e-4f60-8a7b-9c0d1e2f3a4b", webhookSecret: ["\(Self.webhookSecret)"],
          \(more)
        },
        downloads: { allowHTTP: true, ports: [\(port)], allowPrivate: ["127.0.0.1", "::1"] },
        """
    }

    /// Keeps a file as if a customer had sent it; gives its identifier.
    func keep(_ text: String, as name: String = "note.txt", type: String = "text/plain") async throws -> String {
        let answer = try await http.send(
            .init(
                method: .post, url: url("/simulator/media?name=\(name)&type=\(type)"),
                fields: ["Content-Type": "application/octet-stream"], body: Array(text.utf8)))
        let object = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
        return object?["id"] as? String ?? ""
    }

    /// A customer writes on the platform's own messenger, with a file.
    func write(_ text: String, from customer: String) async throws {
        let file = try await keep(text)
        let answer = try await http.send(
            .init(
                method: .post, url: url("/simulator/customers/messages"), fields: ["Content-Type": "application/json"],
                body: Array(#"{"from":"\#(customer)","mediaId":"\#(file)"}"#.utf8)))
        #expect((200..<300).contains(answer.status))
    }

    /// Makes the next calls for files go wrong; each in turn.
    func fail(_ faults: String...) async throws {
        try await misbehave(faults.map { #"{"match":{"path":"/api/v2/files/attachments"},\#($0)}"# })
    }

    /// Makes calls go wrong; each fault as docs/simulator.md writes it.
    func misbehave(_ faults: [String]) async throws {
        let answer = try await http.send(
            .init(
                method: .put, url: url("/simulator/faults"), fields: ["Content-Type": "application/json"],
                body: Array("[\(faults.joined(separator: ","))]".utf8)))
        #expect((200..<300).contains(answer.status), "\(String(decoding: answer.body, as: UTF8.self))")
    }

    func heal() async throws { _ = try await http.send(.init(method: .delete, url: url("/simulator/faults"))) }

    /// All that came and went.
    func messages() async throws -> [[String: Any]] {
        let answer = try await http.send(.init(url: url("/simulator/messages"), maximumResponseBytes: 64 << 20))
        return try JSONSerialization.jsonObject(with: Data(answer.body)) as? [[String: Any]] ?? []
    }

    /// Ends it.
    func stop() async throws {
        run.signal(SIGTERM)
        #expect(try await run.exitCode() == 0)
    }

    /// What has been said in a conversation, as soon as there is anything.
    func texts(in conversation: String) async throws -> [String] {
        let answer = try await http.send(
            .init(url: url("/simulator/messages?conversationId=\(conversation)&atLeast=1&wait=20"), timeout: .seconds(30)))
        let messages = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [[String: Any]] ?? []
        return messages.compactMap { $0["text"] as? String }
    }

    /// Tells a gateway of a file, as the tutorials' webhook does; gives the status.
    func tell(_ gateway: RunningGateway, of file: String, in conversation: String, more: String = "") async throws -> Int {
        let body = Array(
            (#"{"eventType":"Conversation:Message","data":{"conversationId":"\#(conversation)","messageId":"m-\#(file)","#
                + #""attachments":[{"id":"\#(file)","fileName":"note.txt"\#(more)}]}}"#).utf8)
        let code = try HMACSHA256.authenticate(key: Array(Self.webhookSecret.utf8), message: body)
        let fields: HTTPFields = ["X-Hub-Signature-256": "sha256=" + Data(code.bytes).base64EncodedString()]
        return try await http.send(
            .init(method: .post, url: "http://127.0.0.1:\(gateway.port)/webhook/genesys", fields: fields, body: body)
        ).status
    }

    private func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }
}
