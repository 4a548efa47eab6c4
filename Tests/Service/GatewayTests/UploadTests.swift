import Application
import Attachments
import Configuration
import Foundation
import HTTPSemantics
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    struct UploadTests {
        @Test func releasesACleanFileAndShowsIt() async throws {
            try await Site.run { site async throws in
                let form = Form().field("contact_id", "customer").field("conversation_id", "talk")
                    .file("note.txt", "text/plain", Form.note).closed()
                let answer = try await site.upload(form)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json.names == ["attachment", "message"])
                let shown = answer.json["attachment"]
                #expect(
                    shown.names == [
                        "contactId", "conversationId", "createdAt", "file", "id", "link", "messageId", "source", "state",
                        "timeline",
                        "updatedAt", "verdict",
                    ])
                #expect(shown["state"].string == "released" && shown["source"].string == "upload")
                #expect(shown["contactId"].string == "customer" && shown["conversationId"].string == "talk")
                #expect(shown["messageId"] == .null)
                let file = shown["file"]
                #expect(file.names == ["claimedType", "detectedType", "name", "sha256", "size"])
                #expect(file["name"].string == "note.txt" && file["size"].number == Double(Form.note.count))
                #expect(file["claimedType"].string == "text/plain" && file["detectedType"].string == "text/plain")
                let verdict = shown["verdict"]
                #expect(verdict.names == ["engine", "findings", "outcome", "reasons", "signature"])
                #expect(verdict["outcome"].string == "clean" && verdict["signature"] == .null && verdict["reasons"] == .array([]))
                #expect(shown["link"].names == ["expires", "url"])
                #expect(shown["timeline"].array.map { $0["state"].string } == ["received", "inspected", "scanned", "released"])
                #expect(shown["timeline"].array.allSatisfy { $0.names == ["at", "detail", "state"] })
                let times =
                    [shown["createdAt"], shown["updatedAt"], shown["link"]["expires"]] + shown["timeline"].array.map { $0["at"] }
                for time in times {
                    let text = try #require(time.string)
                    #expect(text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil, "\(text)")
                }
            }
        }

        @Test func namesTheSignatureOfWhatIsInfected() async throws {
            try await Site.run { site async throws in
                let form = Form().field("contact_id", "customer").file("letter.txt", "text/plain", PrivateClamd.eicar).closed()
                let answer = try await site.upload(form)
                #expect(answer.status == 422)
                #expect(answer.json["signature"].string == PrivateClamd.signature)
                let id = try #require(answer.json["attachment"].string)
                let shown = try await site.send(.get, "/attachments/\(id)", as: .upload).json
                #expect(shown["state"].string == "infected" && shown["link"] == .null)
            }
        }

        @Test func namesTheRealTypeOfWhatIsDisguised() async throws {
            try await Site.run { site async throws in
                let form = Form().field("contact_id", "customer").file("invoice.pdf", "application/pdf", Form.note).closed()
                let answer = try await site.upload(form)
                #expect(answer.status == 415)
                #expect(answer.json["detected_mime"].string == "text/plain")
                #expect(answer.json["allowed_mimes"].array.compactMap(\.string) == Policy().allow)
                #expect(answer.json["attachment"].string != nil)
            }
        }

        @Test func takesTheFieldsInAnyOrder() async throws {
            try await Site.run { site async throws in
                let form = Form().file("note.txt", "text/plain", Form.note).field("contact_id", "customer").closed()
                let answer = try await site.upload(form)
                #expect(answer.status == 200)
                #expect(answer.json["attachment"]["contactId"].string == "customer")
            }
        }

        @Test(arguments: ["", "conversation"]) func anEmptyConversationIsNone(_ conversation: String) async throws {
            try await Site.run { site async throws in
                let form = Form().file("note.txt", "text/plain", Form.note).field("contact_id", "customer")
                    .field("conversation_id", conversation).closed()
                let expected = conversation.isEmpty ? JSON.null : .string(conversation)
                #expect(try await site.upload(form).json["attachment"]["conversationId"] == expected)
                let raw = try await site.upload(
                    raw: Form.note, query: "contact_id=customer&filename=note.txt&conversation_id=\(conversation)")
                #expect(raw.json["attachment"]["conversationId"] == expected)
            }
        }

        @Test(arguments: ["files", "files[]", "file[]", "file[0]", "filepond", "filepond[1]"])
        func takesTheFieldNamesOfWidgets(_ field: String) async throws {
            try await Site.run { site async throws in
                let form = Form().field("contact_id", "customer").field(field, "{}")
                    .file("note.txt", "text/plain", Form.note, field: field).closed()
                let answer = try await site.upload(form)
                #expect(answer.status == 200, "\(answer.text)")
            }
        }

        static let refused: [(Form, Int)] = [
            (Form().file("note.txt", "text/plain", Form.note).closed(), 400),
            (Form().file("note.txt", "text/plain", Form.note).field("contact_id", "").closed(), 400),
            (Form().field("contact_id", "customer").closed(), 400),
            (Form().field("contact_id", "customer").field("file", "no file").closed(), 400),
            (Form().field("contact_id", "customer").file("note.txt", "text/plain", Form.note, field: "photo").closed(), 400),
            (Form().field("contact_id", "customer").file("note.txt", "text/plain", Form.note, field: "file[a]").closed(), 400),
            (Form().field("contact_id", "customer").file("note.txt", "text/plain", Form.note, field: "profile").closed(), 400),
            (Form().field("contact_id", "customer").file("", "application/octet-stream", []).closed(), 400),
            (Form().field("contact_id", "customer").file("..", "text/plain", Form.note).closed(), 400),
            (Form().field("contact_id", "customer").file("note.txt", "text/plain", []).closed(), 400),
            (Form().field("contact_id", "customer").file("note.txt", "text/plain", Form.note), 400),
            (Form().field("contact_id", "a").field("contact_id", "b").file("note.txt", "text/plain", Form.note).closed(), 400),
            (
                Form().part("Content-Disposition: form-data; name=\"contact_id\"", [0x61, 0xFF])
                    .file("note.txt", "text/plain", Form.note).closed(), 400
            ),
            (
                (0..<4).reduce(Form().field("contact_id", "customer")) { form, _ in form.file("note.txt", "text/plain", Form.note) }
                    .closed(), 400
            ),
            (
                Form().field("contact_id", "customer").part(
                    "Content-Disposition: form-data; name=\"file\"; filename=\"a.php.txt\"; filename*=UTF-8''note.txt", Form.note
                ).closed(), 415
            ),
            (
                Form().field("contact_id", "customer").part(
                    "Content-Disposition: form-data; name=\"file\"; filename=\"a.exe\"; filename*=UTF-8''note.txt", Form.note
                ).closed(), 415
            ),
            (
                Form().field("contact_id", "customer").part(
                    "Content-Disposition: form-data; name=\"file\"; filename=\"=?utf-8?Q?a=2Eexe?=\"; filename*=UTF-8''note.txt",
                    Form.note
                ).closed(), 415
            ),
            (
                Form().field("contact_id", "customer").part(
                    "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Transfer-Encoding: base64",
                    Form.note
                ).closed(), 400
            ),
            (
                Form().field("contact_id", "customer").file("a.txt", "text/plain", Form.note).part(
                    "Content-Disposition: form-data; name=\"file\"; filename=\"b.txt\"\r\nContent-Transfer-Encoding: base64",
                    Array("YWJ".utf8)
                ).closed(), 400
            ),
            (
                Form().field("contact_id", "customer")
                    .file("large.txt", "text/plain", [UInt8](repeating: 0x61, count: Int(Site.maximumSize) + 1)).closed(), 413
            ),
        ]

        @Test(arguments: refused.indices) func refusesAndLeavesNothingBehind(_ index: Int) async throws {
            let (form, status) = Self.refused[index]
            try await Site.run(works: false) { site async throws in
                let answer = try await site.upload(form)
                #expect(answer.status == status, "\(answer.text)")
                if status == 413 { #expect(answer.json["limit_bytes"].number == Double(Site.maximumSize)) }
                try await site.expectNothing()
            }
        }

        @Test(arguments: [
            ("multipart/mixed; boundary=x", 415), ("multipart/form-data", 400), ("multipart/form-data; boundary=\"x", 415),
            ("Multipart/Form-Data; boundary=", 415), ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", 400),
        ])
        func refusesAFormThatCannotBeRead(_ type: String, _ status: Int) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.upload(
                    raw: Form().closed().bytes, query: "contact_id=c&filename=n.txt", fields: ["Content-Type": type])
                #expect(answer.status == status, "\(answer.text)")
                try await site.expectNothing()
            }
        }

        @Test(arguments: [
            ("filename=\"C:\\\\fakepath\\\\note.txt\"", "note.txt"), ("filename=\"../../etc/note.txt\"", "note.txt"),
            ("filename=\"note.txt\"; filename*=UTF-8''sch%C3%B6n.txt", "schön.txt"), ("filename=\"a %22b%22.txt\"", "a \"b\".txt"),
            ("filename=\"sch\u{F6}n.txt\"", "sch\u{F6}n.txt"),
            // Spring writes both, .NET the word alone.
            ("filename=\"=?UTF-8?Q?sch=C3=B6n.txt?=\"; filename*=UTF-8''sch%C3%B6n.txt", "schön.txt"),
            ("filename=\"=?UTF-8?Q?annual_note.txt?=\"; filename*=UTF-8''annual%20note.txt", "annual note.txt"),
            ("filename=\"=?utf-8?B?c2Now7ZuLnR4dA==?=\"", "schön.txt"), ("filename==?utf-8?B?c2Now7ZuLnR4dA==?=", "schön.txt"),
            ("filename=\"sch%C3%B6n%20%22a%22.txt\"", "schön \"a\".txt"), ("filename=\"a \"b\".txt\"", "a \"b\".txt"),
        ])
        func knowsTheFileByItsCleanName(_ parameter: String, _ name: String) async throws {
            try await Site.run { site async throws in
                let form = Form().field("contact_id", "customer")
                    .part("Content-Disposition: form-data; name=\"file\"; \(parameter)", Form.note).closed()
                let answer = try await site.upload(form)
                #expect(answer.json["attachment"]["file"]["name"].string == name, "\(answer.text)")
                #expect(answer.json["attachment"]["file"]["claimedType"] == .null)
            }
        }

        @Test func tellsOfSeveralFilesEach() async throws {
            try await Site.run { site async throws in
                let form = Form().field("contact_id", "customer").file("a.txt", "text/plain", Form.note)
                    .file("b.txt", "text/plain", PrivateClamd.eicar).closed()
                let answer = try await site.upload(form)
                #expect(answer.status == 200)
                #expect(answer.json.names == ["attachments", "message"])
                #expect(answer.json["attachments"].array.map { $0["state"].string } == ["released", "infected"])
                #expect(answer.json["message"].string?.contains("successfully") == false)
            }
        }

        @Test func tellsOfSeveralRefusedFilesEach() async throws {
            try await Site.run { site async throws in
                let form = Form().field("contact_id", "customer").file("a.pdf", "application/pdf", Form.note)
                    .file("b.txt", "text/plain", PrivateClamd.eicar).closed()
                let answer = try await site.upload(form)
                // Malware is what has to be said first.
                #expect(answer.status == 422)
                #expect(answer.json["attachments"].array.map { $0["state"].string } == ["rejected", "infected"])
            }
        }

        @Test(arguments: ["respond-async", "wait=0", "respond-async, wait=60"]) func answersAtOnceWhenAsked(_ prefer: String)
            async throws
        {
            try await Site.run(works: false) { site async throws in
                let start = ContinuousClock.now
                let form = Form().field("contact_id", "customer").file("a.txt", "text/plain", Form.note).closed()
                let answer = try await site.upload(form, prefer: prefer)
                #expect(answer.status == 202)
                #expect(ContinuousClock.now - start < .milliseconds(9500))
                let id = try #require(answer.json["attachment"]["id"].string)
                #expect(answer.fields["Location"] == "/attachments/\(id)")
                #expect(answer.json["attachment"]["state"].string == "received")
                let shown = try await site.send(.get, "/attachments/\(id)", as: .upload)
                #expect(shown.json["id"].string == id && shown.json["link"] == .null)
                #expect(shown.json["verdict"]["outcome"].string == "pending" && shown.json["verdict"]["engine"] == .null)
                #expect(shown.json["file"]["detectedType"] == .null)
            }
        }

        @Test func waitsNoLongerThanAsked() async throws {
            try await Site.run(works: false) { site async throws in
                let start = ContinuousClock.now
                let form = Form().field("contact_id", "customer").file("a.txt", "text/plain", Form.note).closed()
                #expect(try await site.upload(form, prefer: "wait=1").status == 202)
                #expect((.seconds(1)..<(.milliseconds(9500))).contains(ContinuousClock.now - start))
            }
        }

        @Test func takesAFileWhileTheScannerIsAway() async throws {
            try await Site.run { site async throws in
                site.scanner.set(there: false)
                let answer = try await site.upload(
                    Form().field("contact_id", "customer").file("a.txt", "text/plain", Form.note).closed(), prefer: "wait=1")
                #expect(answer.status == 202)
                let id = try #require(answer.json["attachment"]["id"].string)
                site.scanner.set(there: true)
                #expect(
                    try await eventually {
                        try await site.send(.get, "/attachments/\(id)", as: .upload).json["state"].string == "released"
                    })
            }
        }

        /// The scanner finds nothing in a document that is locked. That is no reason to let it through, nor is it another type.
        @Test(arguments: ["secret.docx", "secret.xlsx"], ["application/octet-stream", nil] as [String?])
        func holdsALockedDocument(name: String, claim: String?) async throws {
            let types = ["wordprocessingml.document", "spreadsheetml.sheet"].map {
                "application/vnd.openxmlformats-officedocument." + $0
            }
            try await Site.run(changing: { $0.configuration.policy = Policy(maximumSize: Site.maximumSize, allow: types) }) {
                site async throws in
                let answer = try await site.upload(
                    Form().field("contact_id", "customer").file(name, claim ?? "", Form.lockedDocument).closed())
                #expect(answer.status == 202, "\(answer.text)")
                #expect(answer.json["attachment"]["state"].string == "held")
                #expect(answer.json["attachment"]["verdict"]["outcome"].string == "encrypted")
            }
        }

        /// A held file is neither released nor refused: an operator decides.
        @Test func answersAcceptedToWhatIsHeld() async throws {
            try await Site.run(
                changing: {
                    $0.configuration.policy = Policy(maximumSize: Site.maximumSize, allow: ["application/zip"], onEncrypted: .hold)
                }
            ) { site async throws in
                let form = Form().field("contact_id", "customer").file("secrets.zip", "application/zip", Form.encryptedZip).closed()
                let answer = try await site.upload(form)
                #expect(answer.status == 202, "\(answer.text)")
                #expect(answer.json["attachment"]["state"].string == "held" && answer.json["attachment"]["link"] == .null)
            }
        }
    }
}
