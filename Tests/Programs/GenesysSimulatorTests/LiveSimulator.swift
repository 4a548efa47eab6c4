import Foundation
import HTTPClient
import HTTPSemantics
import HTTPServer
import JSON
import Lifecycle

@testable import GenesysSimulator

/// A simulator on a port of its own, a server of files beside it, and a client that holds a token.
struct LiveSimulator: Sendable {
    let address: String
    let files: String
    let stop: StopSignal
    let client = HTTPClient()
    let token: String

    /// Runs both for as long as the closure does.
    static func run(
        files: [String: Response] = [:], _ configure: (inout GenesysSimulator.Configuration) -> Void = { _ in },
        _ use: @Sendable (LiveSimulator) async throws -> Void
    ) async throws {
        var configuration = GenesysSimulator.Configuration()
        configuration.port = 0
        configure(&configuration)
        let simulator = try GenesysSimulator(configuration)
        var listener = HTTPServer.Configuration()
        listener.port = 0
        let server = try HTTPServer(listener)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await simulator.run(until: stop) }
            group.addTask { try await server.run(FileHandler(files: files), until: stop) }
            defer { stop.trigger() }
            try await use(
                LiveSimulator(
                    address: "http://127.0.0.1:\(simulator.boundPort)", files: "http://127.0.0.1:\(server.boundPort)", stop: stop))
        }
    }

    private init(address: String, files: String, stop: StopSignal) async throws {
        self.address = address
        self.files = files
        self.stop = stop
        let basic = Data("lazaret-demo-client:lazaret-demo-secret".utf8).base64EncodedString()
        let answer = try await client.send(
            HTTPClient.Request(
                method: .post, url: address + "/oauth/token",
                fields: ["Authorization": "Basic \(basic)", "Content-Type": "application/x-www-form-urlencoded"],
                body: Array("grant_type=client_credentials".utf8)))
        token = try JSON(parsing: answer.body)["access_token"]?.string ?? ""
    }

    func call(_ method: HTTPMethod, _ path: String, _ body: JSON? = nil) async throws -> HTTPClient.Response {
        var request = HTTPClient.Request(method: method, url: address + path, fields: ["Authorization": "Bearer \(token)"])
        if let body {
            request.fields["Content-Type"] = "application/json"
            request.body = body.bytes
        }
        return try await client.send(request)
    }

    /// Sends a message whose attachment is one of the files.
    func send(_ file: String, id: String = "1", mime: String = "application/pdf", sha256: String? = nil) async throws -> Int {
        let attachment = Samples.attachment.with("url", .string(files + file)).with("mime", .string(mime))
            .with("sha256", sha256.map { .string($0) })
        let message = Samples.message(id: id).with("content", [["contentType": "Attachment", "attachment": attachment]])
        return try await call(.post, Caller.inboundPath, message).status
    }

    func messages(_ query: String = "") async throws -> [JSON] {
        try JSON(parsing: try await call(.get, "/simulator/messages?\(query)").body).array ?? []
    }

    /// What became of the attachment of the only message.
    func settled() async throws -> JSON? { try await messages("atLeast=1&settled=true&wait=20").first?["fetched"] }
}

/// Serves answers by their path, and 404 for every other.
private struct FileHandler: RequestHandler {
    let files: [String: Response]

    func handle(_ request: Request) -> RequestHandling { .answer(files[request.path] ?? Response(status: 404)) }
}
