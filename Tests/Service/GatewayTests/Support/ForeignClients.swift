import Foundation
import PrivateClamd
import TestSupport
import Testing

/// Real clients that others wrote: curl, and Python's requests, httpx and aiohttp.
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

    /// Has each of them send every form it can.
    static func sendEverything(to port: UInt16, as key: Site.Key, in folder: TestFolder) async throws -> [Exchange] {
        let script = try #require(Bundle.module.path(forResource: "clients", ofType: "py"))
        let run = try await Program.run(
            try await Program.lastLine(of: "make-client-environment", in: folder),
            [script, "http://127.0.0.1:\(port)", key.rawValue], in: folder)
        try #require(run.status == 0, "\(run.output)")
        return try run.output.split(separator: "\n").map { try JSONDecoder().decode(Exchange.self, from: Data($0.utf8)) }
    }
}
