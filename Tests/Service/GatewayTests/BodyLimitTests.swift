import HTTPSemantics
import Testing

extension WithClamd {
    /// Bodies that are too large, cut short, or never end.
    struct BodyLimitTests {
        private func head(_ fields: String, path: String = "/upload?contact_id=c&filename=n.txt") -> [UInt8] {
            Array("POST \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-of-an-uploader\r\n\(fields)\r\n\r\n".utf8)
        }

        @Test(arguments: ["text/plain", "multipart/form-data; boundary=x", "application/json"])
        func answersBeforeABodyThatIsAnnouncedTooLarge(_ type: String) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await RawClient(port: site.port).answer(to: [
                    head("Content-Type: \(type)\r\nContent-Length: 900000000")
                ])
                #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
                #expect(answer.contains("\"limit_bytes\":100000") && answer.contains("\"file_size_bytes\":900000000"))
                #expect(answer.lowercased().contains("x-request-id:"))
                try await site.expectNothing()
            }
        }

        @Test func refusesAChunkedFileThatGrowsOverTheLimit() async throws {
            try await Site.run(works: false) { site async throws in
                let chunk = RawClient.chunk([UInt8](repeating: 0x61, count: 60_000))
                let answer = try await RawClient(port: site.port).answer(
                    to: [head("Content-Type: text/plain\r\nTransfer-Encoding: chunked"), chunk, chunk, Array("0\r\n\r\n".utf8)])
                #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
                #expect(answer.contains("\"limit_bytes\":100000"))
                try await site.expectNothing()
            }
        }

        /// A file that nobody asked for could go on for ever.
        @Test func refusesAFormWithAnEndlessStrayFile() async throws {
            try await Site.run(works: false) { site in
                let open = Form().file("x.bin", "text/plain", [], field: "other").bytes.dropLast(2)
                let chunk = RawClient.chunk([UInt8](repeating: 0x61, count: 60_000))
                let answer = try await RawClient(port: site.port).answer(
                    to: [
                        head(
                            "Content-Type: multipart/form-data; boundary=\(Form.boundary)\r\nTransfer-Encoding: chunked",
                            path: "/upload"), RawClient.chunk(Array(open)),
                    ] + Array(repeating: chunk, count: 10) + [Array("0\r\n\r\n".utf8)])
                #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer.prefix(200))")
                try await site.expectNothing()
            }
        }

        @Test func takesAChunkedFormUnderTheLimit() async throws {
            try await Site.run { site async throws in
                let form = Form().field("contact_id", "c").file("n.txt", "text/plain", Form.note).closed().bytes
                let answer = try await RawClient(port: site.port).answer(
                    to: [
                        head(
                            "Content-Type: multipart/form-data; boundary=\(Form.boundary)\r\nTransfer-Encoding: chunked",
                            path: "/upload")
                    ]
                        + form.map { RawClient.chunk([$0]) } + [Array("0\r\n\r\n".utf8)])
                #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
            }
        }

        @Test(arguments: ["Content-Type: text/plain", "Content-Type: multipart/form-data; boundary=\(Form.boundary)"])
        func leavesNothingOfABodyThatWasCutShort(_ type: String) async throws {
            try await Site.run(works: false) { site async throws in
                let form = Form().field("contact_id", "c").file("n.txt", "text/plain", Form.note).bytes
                let client = RawClient(port: site.port)
                _ = try await client.send(andLeave: [head("\(type)\r\nContent-Length: 90000"), form])
                try await site.expectNothing()
            }
        }

        @Test func refusesARequestWithoutABody() async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await RawClient(port: site.port).answer(to: [head("Connection: close")])
                #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            }
        }
    }
}
