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

        @Test(arguments: [
            ("attachment; filename*=UTF-8''sch%C3%B6n.txt", "", "schön.txt"),
            ("attachment; filename=note.txt", "other.txt", "note.txt"),
            (#"attachment; filename="C:\\docs\\no\"te.txt""#, "", "no\"te.txt"), ("inline", "note.txt", "note.txt"),
            ("attachment; filename=note.txt; filename*=UTF-8''%E2%82%AC.txt", "", "€.txt"),
            ("attachment; filename==?utf-8?B?c2Now7ZuLnR4dA==?=", "", "schön.txt"),
            ("attachment; filename=my note.txt", "", "my note.txt"),
            ("", "=?utf-8?Q?sch=C3=B6n.txt?=", "schön.txt"),
            ("attachment; filename*0*=UTF-8''%E2%82; filename*1*=%AC.txt", "", "€.txt"), ("", "a%2Fb.txt", "b.txt"),
            ("", "a%252Fb.txt", "a%2Fb.txt"), ("", "Gr%C3%BC%C3%9Fe+1.txt", "Grüße 1.txt"), ("", "a.txt%3A%3A$DATA", "a.txt"),
        ])
        func takesTheNameFromTheDispositionOrTheQuery(_ disposition: String, _ query: String, _ name: String) async throws {
            try await Site.run { site async throws in
                var fields: HTTPFields = ["Content-Type": "text/plain"]
                if !disposition.isEmpty { fields["Content-Disposition"] = disposition }
                let answer = try await site.upload(
                    raw: Form.note, query: "contact_id=customer&filename=\(query)", fields: fields)
                #expect(answer.json["attachment"]["file"]["name"].string == name, "\(answer.text)")
            }
        }

        @Test(arguments: [
            ("attachment; filename=\"note.txt", 400), ("attachment filename=note.txt", 400), ("attachment; filename=\"\"", 400),
            ("attachment; filename=a.php.txt; filename*=UTF-8''note.txt", 415),
            ("attachment; filename=a.exe; filename*=UTF-8''note.txt", 415),
            ("attachment; filename=note.txt; filename*=UTF-8''a%00.txt", 400),
            ("attachment; filename=note.txt; filename=other.txt", 400), ("attachment; filename=note.txt; FILENAME=note.txt", 400),
            ("attachment; filename*=UTF-8''note.txt; filename*=UTF-8''other.txt", 400),
        ])
        func refusesADispositionThatIsBrokenOrLies(_ disposition: String, _ status: Int) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.upload(
                    raw: Form.note, query: "contact_id=customer&filename=note.txt",
                    fields: ["Content-Type": "text/plain", "Content-Disposition": disposition])
                #expect(answer.status == status, "\(answer.text)")
                try await site.expectNothing()
            }
        }

        @Test(arguments: [
            ("contact_id=customer", Form.note, 400), ("filename=note.txt", Form.note, 400),
            ("contact_id=&filename=note.txt", Form.note, 400),
            ("contact_id=customer&filename=note.txt", [], 400), ("contact_id=a&contact_id=b&filename=note.txt", Form.note, 400),
            ("contact_id=customer&filename=a%00.txt", Form.note, 400),
            ("contact_id=customer&filename=note.txt&text=a%00b", Form.note, 400),
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
