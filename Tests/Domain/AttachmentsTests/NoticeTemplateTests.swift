import Attachments
import Testing

@Suite struct NoticeTemplateTests {
    @Test(arguments: [
        ("Nothing to fill.", "Nothing to fill."), ("„{name}“ ist zu groß.", "„a{{b}}.pdf“ ist zu groß."), ("{{name}}", "{name}"),
        ("{name}{name}", "a{{b}}.pdfa{{b}}.pdf"), ("{{{name}}}", "{a{{b}}.pdf}"), ("}}", "}"),
    ])
    func fillsInValuesAsData(_ text: String, _ filled: String) throws {
        #expect(try NoticeTemplate(text).filled(["name": "a{{b}}.pdf"]) == filled)
    }

    @Test(arguments: ["{", "}", "{name", "name}", "{{name}", "{name}}", "{{{name}}"]) func refusesStrayBraces(_ text: String) {
        #expect(throws: NoticeTemplateError.strayBrace) { try NoticeTemplate(text) }
    }

    @Test(arguments: ["", "nam", "Name", " name", "size"]) func refusesPlaceholdersThatDoNotExist(_ name: String) {
        #expect(throws: NoticeTemplateError.unknownPlaceholder(name)) { try NoticeTemplate("The file {\(name)}.") }
    }

    @Test func isNotFilledWithoutItsValue() throws {
        let template = try NoticeTemplate("{count} of {limit}", placeholders: ["count", "limit"])
        #expect(template.placeholders == ["count", "limit"])
        #expect(template.filled(["count": "1"]) == nil)
        #expect(template.filled(["count": "1", "limit": "2"]) == "1 of 2")
    }

    @Test func aSentenceWithoutANameIsLazaretsOwn() throws {
        let words = CustomerWords(language: "de", notices: [.tooLarge: try NoticeTemplate("„{name}“ ist zu groß.")])
        #expect(words.sentence(.tooLarge) == CustomerNotice.tooLarge.sentence)
        #expect(words.sentence(.tooLarge, file: "a.pdf") == "„a.pdf“ ist zu groß.")
        let long = words.sentence(.tooLarge, file: String(repeating: "ü", count: 120))
        #expect(long == "„" + String(repeating: "ü", count: 99) + "…“ ist zu groß.")
    }
}
