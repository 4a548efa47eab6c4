import Attachments
import FileIO
import Inspection
import Testing

@Suite struct InspectorTests {
    let inspector = Inspector(threads: 2)

    @Test(arguments: [
        ("image.png", "image/png"), ("image.gif", "image/gif"), ("page.pdf", "application/pdf"), ("plain.zip", "application/zip"),
        ("text.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("table.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("slides.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("text.odt", "application/vnd.oasis.opendocument.text"), ("table.ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("book.epub", "application/epub+zip"), ("letter.doc", "application/msword"), ("long-letter.doc", "application/msword"),
        ("table.xls", "application/vnd.ms-excel"), ("song.mp3", "audio/mpeg"), ("program", "application/x-executable"),
    ])
    func namesWhatAFileIs(name: String, type: String) async throws {
        let agreement = try await inspector.inspect(Fixtures.open(name), named: name, claimedType: nil)
        #expect(agreement == FileTypeAgreement(type: FileType(type)))
    }

    @Test(arguments: [
        ("libreoffice.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("many-properties.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("openpyxl.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("macros.docm", "application/vnd.ms-word.document.macroenabled.12"),
        ("macros.xlsm", "application/vnd.ms-excel.sheet.macroenabled.12"),
    ])
    func knowsAnOfficeDocumentByItsParts(name: String, type: String) async throws {
        let agreement = try await inspector.inspect(Fixtures.open(name), named: name, claimedType: nil)
        #expect(agreement == FileTypeAgreement(type: FileType(type)))
    }

    @Test func refusesMacrosUnderTheNameOfADocumentWithout() async throws {
        let agreement = try await inspector.inspect(
            Fixtures.open("macros.docm"), named: "text.docx", claimedType: nil)
        #expect(
            agreement.objections.map(\.sentence) == [
                "The name ends in .docx, but the file is application/vnd.ms-word.document.macroenabled.12."
            ])
    }

    @Test func findsTheDirectoryBeforeAComment() async throws {
        let whole = try Fixtures.open("libreoffice.docx")
        var bytes = try whole.read(upTo: Int(whole.size), at: 0)
        bytes[bytes.count - 2] = 5
        let agreement = try await inspector.inspect(
            Fixtures.file(bytes + Array("PK\u{5}\u{6}!".utf8)), named: "text.docx", claimedType: nil)
        #expect(agreement.objections.isEmpty)
    }

    @Test(arguments: [0, 1, 21, 22, 100, 300])
    func aDocumentWithoutItsDirectoryIsAnArchive(missing: Int) async throws {
        let whole = try Fixtures.open("text.docx")
        let cut = try Fixtures.file(whole.read(upTo: Int(whole.size) - missing, at: 0))
        let agreement = try await inspector.inspect(cut, named: "text.docx", claimedType: nil)
        #expect((agreement.objections.isEmpty) == (missing == 0))
    }

    @Test func refusesAProgramUnderADocumentsName() async throws {
        let agreement = try await inspector.inspect(
            Fixtures.open("program"), named: "invoice.pdf", claimedType: "application/pdf")
        #expect(agreement.type.name == "application/x-executable")
        #expect(agreement.objections.contains(.init(.typeMismatch, "The file is application/x-executable, not application/pdf.")))
    }

    @Test func refusesAnArchiveUnderADocumentsName() async throws {
        let agreement = try await inspector.inspect(
            Fixtures.open("plain.zip"), named: "text.docx", claimedType: nil)
        #expect(agreement.objections.map(\.sentence) == ["The name ends in .docx, but the file is application/zip."])
    }

    @Test func aFileWithoutANameIsJudgedByItsBytes() async throws {
        let agreement = try await inspector.inspect(Fixtures.open("page.pdf"), named: "", claimedType: nil)
        #expect(agreement == FileTypeAgreement(type: FileType("application/pdf")))
    }

    @Test func refusesANameWithNUL() async throws {
        let agreement = try await inspector.inspect(
            Fixtures.open("page.pdf"), named: "a.php\0.pdf", claimedType: nil)
        #expect(!agreement.objections.isEmpty)
    }

    @Test func refusesAnEmptyFile() async throws {
        let agreement = try await inspector.inspect(Fixtures.file([]), named: "a.txt", claimedType: nil)
        #expect(!agreement.objections.isEmpty)
    }

    @Test func refusesATextThatTurnsBinaryFarBehindItsStart() async throws {
        let text = Array(String(repeating: "All is well. ", count: 1000).utf8)
        let plain = try await inspector.inspect(Fixtures.file(text), named: "a.txt", claimedType: nil)
        #expect(plain == FileTypeAgreement(type: FileType("text/plain")))
        let binary = try await inspector.inspect(
            Fixtures.file(text + [0, 1, 2]), named: "a.txt", claimedType: nil)
        #expect(binary.type.name == "application/octet-stream")
        #expect(!binary.objections.isEmpty)
    }

    @Test func looksAtManyFilesAtOnce() async throws {
        let names = ["image.png", "page.pdf", "text.docx", "letter.doc"]
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                let name = names[index % names.count]
                group.addTask {
                    try await inspector.inspect(Fixtures.open(name), named: name, claimedType: nil).objections.isEmpty
                }
            }
            for try await agreed in group { #expect(agreed) }
        }
    }
}
