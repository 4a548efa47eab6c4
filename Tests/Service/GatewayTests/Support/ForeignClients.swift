import Foundation
import PrivateClamd
import TestSupport
import Testing

/// Real clients that others wrote: curl, and Python's requests, httpx, urllib3 and aiohttp.
enum ForeignClients {
    /// What one of them was answered to one form.
    struct Exchange: Sendable, Decodable {
        let client: String
        let form: String
        let status: Int
        let answer: JSON

        /// What became of each file.
        var attachments: [JSON] { answer["attachment"] == .absent ? answer["attachments"].array : [answer["attachment"]] }
    }

    /// The file that all of them send: its name asks for every escape there is.
    static let fileName = "Grüße \"7\" 100%.txt"
    static let contents = Array(String(repeating: "The harbour was quiet this morning.\r\n--boundary\r\n\r\n", count: 40).utf8)

    /// A file that one of them sent under a name, and what the gateway and those who follow the link call it.
    struct Naming: Sendable, Decodable {
        let client: String
        let name: String
        let status: Int
        let seen: String?
        /// From `filename*`, from `filename`, and what curl -OJ keeps the file as; for one client alone.
        let extended, plain, curl: String?
        /// The name in ASCII.
        let standIn: String?
    }

    /// Has each of them send a file under many names.
    static func sendNames(to port: UInt16, as key: Site.Key, in folder: TestFolder) async throws -> [Naming] {
        try await run("names", port, key, in: folder).map { try JSONDecoder().decode(Naming.self, from: Data($0.utf8)) }
    }

    /// Has each of them send every form it can.
    static func sendEverything(to port: UInt16, as key: Site.Key, in folder: TestFolder) async throws -> [Exchange] {
        try await run("clients", port, key, in: folder).map { try JSONDecoder().decode(Exchange.self, from: Data($0.utf8)) }
    }

    /// The lines that a script prints.
    private static func run(_ name: String, _ port: UInt16, _ key: Site.Key, in folder: TestFolder) async throws -> [Substring] {
        let script = try #require(Bundle.module.path(forResource: name, ofType: "py"))
        let run = try await Program.run(
            try await Program.lastLine(of: "make-client-environment", in: folder),
            [script, "http://127.0.0.1:\(port)", key.rawValue], in: folder)
        try #require(run.status == 0, "\(run.output)")
        return run.output.split(separator: "\n")
    }
}
