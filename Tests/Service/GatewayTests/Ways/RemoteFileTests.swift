import Application
import Configuration
import Foundation
import HTTPSemantics
import Ledger
import Observability
import Pipeline
import PrivateClamd
import PythonServer
import Synchronization
import Testing

extension WithClamd {
    /// Files that a message names by their address.
    struct RemoteFileTests {
        @Test func fetchesAFile() async throws {
            let files = try await FileServer()
            try await Site.run(changing: { $0.reach(files) }) { site async throws in
                let answer = try await site.upload(json: Self.body(files.url("/plain.txt"), #","contentType":"text/plain""#))
                #expect(answer.status == 200, "\(answer.text)")
                let shown = answer.json["attachment"]["file"]
                #expect(shown["name"].string == "plain.txt" && shown["size"].number == 5, "\(answer.text)")
            }
        }

        /// The answer names the file where its sender does not, and says what it is.
        @Test func takesNameAndTypeOfTheAnswer() async throws {
            let files = try await FileServer()
            try await Site.run(changing: { $0.reach(files) }) { site async throws in
                let answer = try await site.upload(json: Self.body(files.url("/to?url=%2Fnamed")))
                let shown = answer.json["attachment"]["file"]
                #expect(answer.status == 200 && shown["name"].string == "€.txt", "\(answer.text)")
                #expect(shown["claimedType"].string?.lowercased() == "text/plain")
            }
        }

        @Test func tellsOfEachOfSeveralFiles() async throws {
            let files = try await FileServer()
            let eicar = Data(PrivateClamd.eicar).base64EncodedString()
            try await Site.run(delivers: true, changing: { $0.reach(files) }) { site async throws in
                let body =
                    #"{"contact_id":"anna","text":"Two","attachments":[{"url":"\#(files.url("/plain"))","filename":"a.txt"},"#
                    + #"{"data":"\#(eicar)","filename":"b.txt"}]}"#
                let answer = try await site.message(json: body)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json["attachments"].array.map { $0["state"].string } == ["released", "infected"])
                #expect(try await site.sendOut().map(\.kind) == [.text, .file, .notice])
            }
        }

        /// Path on the server, what is answered, and a word of the sentence.
        static let failures: [(String, Int, String)] = [
            ("/huge?size=100001", 413, "limit"), ("/endless?size=5000000", 413, "limit"), ("/status?code=404", 422, "not"),
            ("/status?code=410", 422, "not"), ("/status?code=403", 422, "not"), ("/status?code=500", 502, ""),
            ("/status?code=429&wait=30", 502, ""), ("/gzip", 422, ""), ("/cut", 502, ""), ("/cut-chunked", 502, ""),
            ("/loop", 422, "redirect"), ("/nowhere", 422, ""),
            ("/to?url=http%3A%2F%2F169.254.169.254%2Flatest", 502, "reached"), ("/to?url=http%3A%2F%2F10.0.0.1%2F", 502, "reached"),
            ("/to?url=http%3A%2F%2F%5B%3A%3Affff%3A10.0.0.1%5D%2F", 502, "reached"),
            ("/to?url=file%3A%2F%2F%2Fetc%2Fpasswd", 422, ""),
            ("/to?url=gopher%3A%2F%2F127.0.0.1%2F", 422, ""),
        ]

        @Test func leavesNothingOfWhatCannotBeFetched() async throws {
            let files = try await FileServer()
            try await Site.run(works: false, changing: { $0.reach(files) }) { site async throws in
                for (path, status, word) in Self.failures {
                    let answer = try await site.upload(json: Self.body(files.url(path)))
                    let sentence = answer.json["error"].string ?? ""
                    #expect(answer.status == status && (word.isEmpty || sentence.contains(word)), "\(path): \(answer.text)")
                    if status == 413 { #expect(answer.json["limit_bytes"].number == Double(Site.maximumSize), "\(path)") }
                    if status == 502 { #expect(sentence.contains("again"), "\(path): \(sentence)") }
                }
                try await site.expectNothing()
            }
        }

        @Test func leavesNothingOfWhatTakesTooLong() async throws {
            let files = try await FileServer()
            try await Site.run(works: false, changing: { $0.reach(files, within: .seconds(1)) }) { site async throws in
                let answer = try await site.upload(json: Self.body(files.url("/stall")))
                #expect(answer.status == 504 && answer.json["error"].string?.contains("time") == true, "\(answer.text)")
                try await site.expectNothing()
            }
        }

        @Test(arguments: ["code=404", "code=202", "code=202&wait=0", "code=503&wait=1", "code=429&wait=0"])
        func asksAgainForWhatIsNotThereYet(answer: String) async throws {
            let files = try await FileServer()
            try await Site.run(changing: { $0.reach(files) }) { site async throws in
                let answer = try await site.upload(
                    json: Self.body(files.url("/later?times=2&\(answer)"), #","filename":"a.txt""#))
                #expect(answer.status == 200 && answer.json["attachment"]["file"]["size"].number == 5, "\(answer.text)")
            }
        }

        @Test(arguments: ["code=503", "code=410", "code=503&wait=60", "code=500"])
        func asksOnceWhereNobodySaysToComeAgain(answer: String) async throws {
            let files = try await FileServer()
            try await Site.run(works: false, changing: { $0.reach(files) }) { site async throws in
                #expect(try await site.upload(json: Self.body(files.url("/later?times=1&\(answer)"))).status != 200)
                try await site.expectNothing()
            }
        }

        @Test func opensAHostsFilesWithItsCredentials() async throws {
            let files = try await FileServer()
            let section = try Configured.downloads(#"[{host: "127.0.0.1", header: {name: "X-Api-Key", value: "k 1"}}]"#)
            try await Site.run(
                changing: {
                    $0.reach(files)
                    $0.configuration.downloads.credentials = section.credentials
                }
            ) { site async throws in
                let answer = try await site.upload(json: Self.body(files.url("/keyed"), #","filename":"a.txt""#))
                #expect(answer.status == 200, "\(answer.text)")
            }
        }

        @Test func leavesNothingOfTheOthersEither() async throws {
            let files = try await FileServer()
            try await Site.run(works: false, changing: { $0.reach(files) }) { site async throws in
                let body =
                    #"{"contact_id":"c","attachments":[{"url":"\#(files.url("/plain"))"},{"data":"YWJj","filename":"b.txt"},"#
                    + #"{"url":"\#(files.url("/status?code=404"))"}]}"#
                #expect(try await site.upload(json: body).status == 422)
                try await site.expectNothing()
            }
        }

        /// Addresses that mean a place inside, in every way of writing them that somebody reads.
        @Test(arguments: [
            "https://169.254.169.254/", "https://[::ffff:169.254.169.254]/", "https://[::ffff:a9fe:a9fe]/", "https://[::1]/",
            "https://0/", "https://0x7f.1/", "https://2130706434/", "https://0177.0.0.2/", "https://127.2/", "https://10.0.0.1./",
            "https://[fd00::1]/", "https://[fe80::1%25eth0]/", "https://[64:ff9b::a9fe:a9fe]/", "https://[2002:a9fe:a9fe::]/",
            "https://1.1.1.1@10.0.0.1/", "https://10.0.0.1#@1.1.1.1/", "https://10.0.0.1\\\\@1.1.1.1/", "https:10.0.0.1",
            "//10.0.0.1/",
            "https://１０.0.0.1/", "http://localhost.:99999/", "ftp://127.0.0.1/", "file:///etc/passwd",
            "data:text/plain,abc", "javascript:alert(1)", "https://", "https:///x", "", " https://10.0.0.1/",
            "https://10.0.0.1/\\r\\nX: y",
            "https://user:pw@10.0.0.1/", "https://255.255.255.255/", "https://224.0.0.1/", "https://100.64.0.1/",
        ])
        func reachesNothingInside(_ url: String) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.upload(json: #"{"contact_id":"c","filename":"a.txt","url":"\#(url)"}"#)
                #expect([400, 502].contains(answer.status), "\(url): \(answer.text)")
                try await site.expectNothing()
            }
        }

        /// Refused by the guard, unknown, silent, elsewhere: who gave the address is told the same of each.
        @Test func tellsNothingOfWhatCannotBeReached() async throws {
            let files = try await FileServer()
            let lines = Mutex<[String]>([])
            let log = Logger(level: .info, format: .json) { line in
                lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
            }
            try await Site.run(
                works: false,
                changing: {
                    $0.reach(files)
                    $0.configuration.downloads.ports.append(9)
                    $0.log = log
                }
            ) { site async throws in
                let urls = [
                    "https://10.0.0.1/", "https://169.254.169.254/latest", "https://[fd00::1]/", "https://no-such-name.invalid/",
                    "http://127.0.0.1:9/", files.url("/to?url=http%3A%2F%2F10.0.0.1%2F"),
                    files.url("/to?url=http%3A%2F%2Fno-such-name.invalid%2F"),
                ]
                var answers: Set<String> = []
                for url in urls {
                    let start = ContinuousClock.now
                    let answer = try await site.upload(json: Self.body(url))
                    #expect(ContinuousClock.now - start >= .milliseconds(500), "\(url)")
                    answers.insert("\(answer.status) \(answer.text)")
                }
                #expect(answers.count == 1, "\(answers)")
                #expect(answers.first?.hasPrefix("502 ") == true)
            }
            let causes = lines.withLock { $0 }.filter { $0.contains("cannot be reached") }
            #expect(causes.count == 7)
            #expect(causes.contains { $0.contains("10.0.0.1") && $0.contains("public") })
            #expect(causes.contains { $0.contains("no-such-name.invalid") })
        }

        /// What can be told from the address alone is told: it is the sender's slip.
        @Test(arguments: ["ftp://example.com/", "https://example.com:x/", "example.com/a.txt", "https://user@example.com/"])
        func namesAMistakeInTheAddress(_ url: String) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.upload(json: Self.body(url))
                #expect(answer.status == 400 && answer.json["error"].string?.contains("reached") == false, "\(answer.text)")
            }
        }

        /// Nobody waits any more: what was on its way is put away.
        @Test func endsTheFetchWhenItsSenderLeaves() async throws {
            let files = try await FileServer()
            try await Site.run(works: false, changing: { $0.reach(files, within: .seconds(2)) }) { site async throws in
                let body = Self.body(files.url("/stall"))
                let head =
                    "POST /upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-of-an-uploader\r\n"
                    + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                try await RawClient(port: site.port).send(andLeave: [Array((head + body).utf8)])
                try await site.expectNothing()
            }
        }

        private enum Configured {
            static func downloads(_ credentials: String) throws -> DownloadsSection {
                let folder = FileManager.default.temporaryDirectory.appending(path: "credentials-\(UUID())")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                defer { try? FileManager.default.removeItem(at: folder) }
                try Data("{downloads: {credentials: \(credentials)}}".utf8).write(to: folder.appending(path: "lazaret.json"))
                return try LazaretConfiguration.load(environment: [:], workingFolder: folder.path).downloads
            }
        }

        private static func body(_ url: String, _ more: String = "") -> String { #"{"contact_id":"c","url":"\#(url)"\#(more)}"# }
    }
}
