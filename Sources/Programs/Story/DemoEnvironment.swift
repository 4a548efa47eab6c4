import Crypto
public import Foundation
import HTTPClient
import JSON

/// Where the story plays: real clamd, the stand-in platform and the gateway itself, each a process of its own on loopback.
public actor DemoEnvironment {
    static let key = "the-story's-own-key"
    static let integrationID = "6b0f2a3c-4d5e-4f60-8a7b-9c0d1e2f3a4b"
    static let topic = "v2.routing.queues.0d1f8a62-7a3e-4b7c-9a55-3c1e5f7d9b21.conversations.messages"
    static let clientID = "lazaret-story"
    static let clientSecret = "lazaret-story-secret"
    static let maximumSize = 2_000_000
    /// What the shop's channel signs with.
    static let channelSecret = "the-story's-own-channel-secret"
    /// What the platform signs with what it sends to the channel's customers.
    static let eventSecret = "the-story's-own-event-secret"
    /// What the gateway signs with what it posts to the shop.
    static let postSecret = "the-story's-own-post-secret"
    static let webhookSecret = "the-story's-own-webhook-secret"

    /// Everything that the story writes.
    public nonisolated let folder: URL
    nonisolated let http = HTTPClient()
    nonisolated let gatewayURL: String
    nonisolated let platformURL: String

    private let program: URL
    private let gatewayPort: UInt16
    private let platformPort: UInt16
    /// Where the shop takes what agents answer, while a scene has it open.
    nonisolated let shopPort: UInt16
    private var clamd: ClamdProcess?
    private var platform: ChildProcess?
    private var gateway: ChildProcess?

    /// Prepares a stage.
    ///
    /// - Parameters:
    ///   - program: the `lazaret` binary.
    ///   - folder: must not exist; holds the state and the logs.
    public init(program: URL, folder: URL) throws {
        self.program = program
        self.folder = folder
        (gatewayPort, platformPort, shopPort) = (try FreePort.find(), try FreePort.find(), try FreePort.find())
        gatewayURL = "http://127.0.0.1:\(gatewayPort)"
        platformURL = "http://127.0.0.1:\(platformPort)"
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Starts everything and returns when the gateway can release files.
    public func setUp() async throws {
        try writeConfiguration()
        try await startScanner()
        try await startPlatform()
        try await startGateway()
        try await waitUntilReady()
    }

    /// Stops everything that runs.
    public func tearDown() async {
        await gateway?.stop()
        await platform?.stop()
        await clamd?.stop()
    }

    func startScanner() async throws { clamd = try await ClamdProcess.start(in: folder.appending(path: "clamd")) }

    func stopScanner() async { await clamd?.stop() }

    func startPlatform() async throws {
        platform = try ChildProcess(
            "simulator",
            [
                program.path, "simulate", "--port", "\(platformPort)", "--outbound-webhook",
                gatewayURL + "/webhook/open-messaging/shop",
            ],
            environment: [
                "GENESYS_CLIENT_ID": Self.clientID, "GENESYS_CLIENT_SECRET": Self.clientSecret,
                "WEBHOOK_SECRET": Self.eventSecret,
            ],
            output: folder.appending(path: "simulator.log"))
        try await waitUntilAnswers(platformURL + "/healthz", by: platform)
    }

    func stopPlatform() async { await platform?.stop() }

    func startGateway() async throws {
        gateway = try ChildProcess(
            "lazaret", [program.path, "serve", "--config", configurationFile.path], output: folder.appending(path: "lazaret.log"))
        try await waitUntilAnswers(gatewayURL + "/healthz", by: gateway)
    }

    /// Ends the gateway with SIGKILL: no code of its own runs any more.
    func killGateway() async { await gateway?.killNow() }

    func waitUntilReady() async throws {
        try await Wait.until("the gateway is ready", atMost: .seconds(20)) {
            try await self.http.send(.init(url: self.gatewayURL + "/readyz")).status == 200
        }
    }

    private func waitUntilAnswers(_ url: String, by child: ChildProcess?) async throws {
        try await Wait.until("\(url) answers", atMost: .seconds(20)) {
            if let child, let code = child.exitCode {
                throw Unmet("\(child.name) ended with code \(code): see \(child.output.path)")
            }
            // Not listening yet is what is waited for.
            return (try? await self.http.send(.init(url: url)).status) == 200
        }
    }

    private var configurationFile: URL { folder.appending(path: "lazaret.json") }

    private func writeConfiguration() throws {
        try Data(
            """
            {
              // Written by the story. Everything here is thrown away at its end.
              server: { address: "127.0.0.1", port: \(gatewayPort) },
              data: "\(folder.path)/data",
              auth: { keys: [{ name: "story", sha256: "\(try SHA256.hash(Array(Self.key.utf8)).hex)", roles: ["upload", "cards", "operator", "metrics"] }] },
              policy: {
                maximumSize: \(Self.maximumSize),
                allow: ["image/png", "image/jpeg", "application/pdf", "text/plain", "application/zip"],
              },
              scanner: { clamd: ["\(ClamdProcess.endpoint(in: folder.appending(path: "clamd")))"] },
              genesys: {
                loginURL: "\(platformURL)", apiURL: "\(platformURL)", integrationId: "\(Self.integrationID)",
                clientId: "\(Self.clientID)", clientSecret: "\(Self.clientSecret)", webhookSecret: ["\(Self.webhookSecret)"],
                topics: ["\(Self.topic)"],
              },
              channels: {
                shop: {
                  integrationId: "\(Self.integrationID)",
                  secret: { inbound: "\(Self.channelSecret)", events: "\(Self.eventSecret)", outbound: "\(Self.postSecret)" },
                  outboundURL: "http://127.0.0.1:\(shopPort)/messages",
                },
              },
              // The stand-in platform keeps its files on loopback.
              downloads: { allowHTTP: true, allowPrivate: ["127.0.0.0/8", "::1/128"], ports: [\(platformPort)] },
            }
            """.utf8
        ).write(to: configurationFile)
    }
}

extension DemoEnvironment {
    /// What a person can look at while the stage is up, and how to send a file.
    public var whereToLook: String {
        """
        Left up until Ctrl-C:
          the gateway    \(gatewayURL)    (ready: \(gatewayURL)/readyz, metrics: \(gatewayURL)/metrics)
          the platform   \(platformURL)/simulator/messages
        Send a file:
          curl -H 'Authorization: Bearer \(Self.key)' -F contact_id=me -F file=@README.md '\(gatewayURL)/upload'
        """
    }
}
