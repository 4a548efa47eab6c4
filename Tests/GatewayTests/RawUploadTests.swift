import HTTPSemantics
import Testing

extension WithClamd {
    struct RawUploadTests {
        @Test func takesABareFile() async throws {
            try await Site.run { site async throws in
                let answer = try await site.upload(raw: Form.note)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json["attachment"]["file"]["name"].string == "note.txt")
            }
        }

        @Test func takesTheNameFromTheDisposition() async throws {
            try await Site.run { site async throws in
                let answer = try await site.upload(
                    raw: Form.note, query: "contact_id=customer",
                    fields: ["Content-Type": "text/plain", "Content-Disposition": "attachment; filename*=UTF-8''sch%C3%B6n.txt"])
                #expect(answer.json["attachment"]["file"]["name"].string == "schön.txt", "\(answer.text)")
            }
        }

        @Test(arguments: [
            ("contact_id=customer", Form.note, 400), ("filename=note.txt", Form.note, 400),
            ("contact_id=&filename=note.txt", Form.note, 400),
            ("contact_id=customer&filename=note.txt", [], 400), ("contact_id=a&contact_id=b&filename=note.txt", Form.note, 400),
            ("contact_id=customer&filename=a%00.txt", Form.note, 400),
        ])
        func refusesWhatIsIncomplete(_ query: String, _ body: [UInt8], _ status: Int) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.upload(raw: body, query: query)
                #expect(answer.status == status, "\(answer.text)")
                try await site.expectNothing()
            }
        }
    }
}
