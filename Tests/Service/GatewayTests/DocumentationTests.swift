import Application
import Attachments
import Configuration
import Foundation
import Observability
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    /// The examples of docs/http.md, run as they stand there.
    struct DocumentationTests {
        @Test func answersAsThePageSays() async throws {
            let page = try String(contentsOf: Program.package.appending(path: "docs/http.md"), encoding: .utf8)
            let exchanges = DocumentedExchange.all(in: page)
            #expect(exchanges.count > 25)
            try await Site.run(
                delivers: true,
                changing: {
                    $0.configuration.policy = Policy(maximumSize: 2_000_000)
                    $0.configuration.server.allowedOrigins = ["https://shop.example.com"]
                }
            ) { site async throws in
                try Self.prepare(site.folder)
                let script = Self.script(exchanges, port: site.port)
                try Data(script.utf8).write(to: site.folder.url.appending(path: "page.sh"))
                let run = try await Program.run(
                    URL(filePath: "/bin/bash"), ["page.sh"],
                    environment: [
                        "KEY": Site.anyKey, "CHANNEL_SECRET": Site.newSecret, "WEBHOOK_SECRET": Site.webhookSecret.reveal(),
                    ], in: site.folder)
                let answers = run.output.replacing("\r\n", with: "\n").components(separatedBy: Self.mark + "\n").dropFirst()
                try #require(answers.count == exchanges.count, "\(run.output)")
                for (exchange, answer) in zip(exchanges, answers) { Self.compare(exchange, answer) }
            }
        }

        private static let mark = "---- the next one ----"

        private static func compare(_ exchange: DocumentedExchange, _ answer: String) {
            guard exchange.command.contains("curl") else { return }
            let place: Comment = "docs/http.md:\(exchange.line): \(exchange.command)\n\(answer.prefix(3000))"
            // Interim answers stand before the one that counts.
            let final = answer.replacing(/^HTTP\/1\.1 100[^\n]*\n\n/, with: "")
            let status = DocumentedExchange.status(final)
            if let expected = exchange.status {
                #expect(status == expected, place)
            } else {
                #expect((200..<300).contains(status ?? 0), place)
            }
            let head = final.components(separatedBy: "\n\n")[0].split(separator: "\n")
            for (name, value) in exchange.fields {
                let field = head.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                #expect(field != nil, "\(name) is missing. \(place)")
                if let value, let field { #expect(field.hasSuffix(": " + value), "\(name): \(value). \(place)") }
            }
            let members = Set(final.matches(of: /"([A-Za-z_0-9]+)":/).map { String($0.output.1) })
            let missing = exchange.members.subtracting(members)
            #expect(missing.isEmpty, "\(missing). \(place)")
            for member in exchange.tellingMembers { #expect(final.contains(member), "\(member). \(place)") }
        }

        /// The page's commands one after another; `ID` and `LINK` are those of the first answer that has them.
        private static func script(_ exchanges: [DocumentedExchange], port: UInt16) -> String {
            let commands = exchanges.map { exchange in
                """
                echo '\(mark)'
                { \(exchange.command.replacing("http://127.0.0.1:8080", with: "http://127.0.0.1:\(port)"))
                } > answer 2>&1; cat answer; echo
                ID=${ID:-$(grep -o '"id":"[^"]*' answer | head -1 | cut -d'"' -f4)}
                LINK=${LINK:-$(grep -o 'http://[^"]*/files/[^"]*' answer | head -1)}
                """
            }
            return "curl() { command curl -sS -i \"$@\"; }\n" + commands.joined(separator: "\n") + "\n"
        }

        /// The files that the examples send.
        private static func prepare(_ folder: TestFolder) throws {
            let document = Array("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n".utf8)
            let files: [String: [UInt8]] = [
                "invoice.pdf": document, "photo.png": document, "letter.txt": PrivateClamd.eicar,
                "large.pdf": [UInt8](repeating: 0x20, count: 3_000_000),
            ]
            for (name, bytes) in files { try Data(bytes).write(to: folder.url.appending(path: name)) }
        }
    }
}
