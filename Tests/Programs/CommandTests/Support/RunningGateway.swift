import Crypto
import Foundation
import Glibc
import HTTPClient
import HTTPSemantics
import TestSupport

/// A `lazaret serve` and those who talk to it.
struct RunningGateway: Sendable {
    static let key = "the-key-of-the-commands-tests"

    let run: Run
    let port: UInt16
    private let http = HTTPClient()

    struct Answer: Sendable {
        let status: Int
        let text: String

        /// The first member of this name, at any depth, of the JSON that the text is.
        func member(_ name: String) -> String? {
            guard let start = text.firstRange(of: "\"\(name)\":\"") else { return nil }
            return String(text[start.upperBound...].prefix { $0 != "\"" })
        }
    }

    /// Starts a gateway on a free port with one key that may do everything.
    ///
    /// - Parameters:
    ///   - settings: further lines of the configuration.
    ///   - server: further lines of its section `server`.
    ///   - auth: further lines of its section `auth`.
    static func start(
        in folder: TestFolder, _ settings: String = "", server: String = "", auth: String = "", arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> RunningGateway {
        let file = try configure(folder, settings, server: server, auth: auth)
        let run = try await Run.start(["serve", "--config", file] + arguments, in: folder, environment: environment)
        return try await RunningGateway(run)
    }

    /// Writes the configuration, anew for a reload, and gives its path.
    @discardableResult
    static func configure(
        _ folder: TestFolder, _ settings: String = "", server: String = "", auth: String = "", key: String = key
    ) throws -> String {
        try folder.write(
            """
            {
              server: { \(server) port: 0, gracePeriod: "6s" },
              data: "data",
              auth: { \(auth) keys: [{ name: "test", sha256: "\(try SHA256.hash(Array(key.utf8)).hex)", roles: ["upload", "cards", "operator", "metrics"] }] },
              \(settings.contains("scanner:") ? "" : #"scanner: { signatures: "signatures" },"#)
              \(settings)
            }
            """, to: "lazaret.json")
    }

    init(_ run: Run) async throws {
        self.run = run
        port = UInt16(try await run.logged("Listening.")["port"] ?? "") ?? 0
    }

    func ready() async throws {
        try await run.wait("/readyz says 200") { (try? await get("/readyz").status) == 200 }
    }

    func get(_ path: String, key: String = key) async throws -> Answer {
        try await answer(.init(url: "http://127.0.0.1:\(port)\(path)", fields: ["Authorization": "Bearer \(key)"]))
    }

    /// Sends a file as a bare body.
    func upload(
        _ text: String, as name: String = "note.txt", type: String = "text/plain", wait: Int = 10, key: String = key
    ) async throws -> Answer {
        let fields: HTTPFields = ["Authorization": "Bearer \(key)", "Content-Type": type, "Prefer": "wait=\(wait)"]
        let url = "http://127.0.0.1:\(port)/upload?contact_id=customer-1&filename=\(name)"
        return try await answer(.init(method: .post, url: url, fields: fields, body: Array(text.utf8)))
    }

    func wait(for id: String, toBe state: String) async throws {
        try await run.wait("\(id) is \(state)") { try await get("/attachments/\(id)").member("state") == state }
    }

    /// Asks it to stop and gives its exit code.
    func stop(_ number: Int32 = SIGTERM) async throws -> Int32 {
        run.signal(number)
        return try await run.exitCode()
    }

    private func answer(_ request: HTTPClient.Request) async throws -> Answer {
        let response = try await http.send(request)
        return Answer(status: response.status, text: String(decoding: response.body, as: UTF8.self))
    }
}
