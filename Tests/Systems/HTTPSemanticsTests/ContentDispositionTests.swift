import HTTPSemantics
import Testing

@Suite struct ContentDispositionTests {
    @Test(
        arguments: [
            (#"attachment; filename="a.pdf""#, "a.pdf"),
            (#"attachment; filename=a.pdf"#, "a.pdf"),
            (#"ATTACHMENT; FileName="a b.pdf";"#, "a b.pdf"),
            (#"attachment; filename="a\"b\\c.pdf""#, #"a"b\c.pdf"#),
            (#"form-data; name="file"; filename="a%22b%0D%0a.pdf""#, "a\"b\r\n.pdf"),
            (#"form-data; name="file"; filename="100%25 of it.pdf""#, "100%25 of it.pdf"),
            (#"form-data; name="file"; filename="100%25.pdf""#, "100%.pdf"),
            (#"attachment; filename="Gr%C3%BC%C3%9Fe 1.pdf""#, "Grüße 1.pdf"),
            (#"attachment; filename=annual report.pdf"#, "annual report.pdf"),
            (#"attachment; filename=annual report.pdf ; size=1"#, "annual report.pdf"),
            (#"attachment; filename==?utf-8?B?w7xiZXIucGRm?="#, "=?utf-8?B?w7xiZXIucGRm?="),
            (#"attachment; filename="a "b" c.pdf""#, #"a "b" c.pdf"#),
            (#"attachment; filename="C:\docs\new.pdf""#, #"C:\docs\new.pdf"#),
            (#"attachment; filename="x"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.txt"#, "naïve €.txt"),
            (#"attachment; filename*=iso-8859-1'en'%A3%20rates; filename="x""#, "£ rates"),
            (#"attachment; filename="x"; filename*=UTF-8''%ff"#, "x"),
            (#"attachment; filename="x"; filename*=UTF-8''%zz"#, "x"),
            (#"attachment; filename="x"; filename*=koi8-r''%c1"#, "x"),
            (#"attachment; filename*0="long "; filename*1="name.pdf""#, "long name.pdf"),
            (#"attachment; filename*0*=UTF-8''%e2%82; filename*1*=%ac; filename*2=".txt""#, "€.txt"),
            (#"attachment; filename*1="orphan"; filename="x""#, "x"),
            (#"form-data; name="file""#, nil),
            (#"attachment; filename="""#, ""),
            ("attachment; filename=\"r\u{E9}sum\u{E9}.doc\"", "r\u{E9}sum\u{E9}.doc"),
        ] as [(String, String?)])
    func findsTheFileName(value: String, expected: String?) throws {
        #expect(try #require(ContentDisposition(value)).filename == expected)
    }

    @Test(arguments: [
        "", "; filename=a", "attachment; filename", "attachment; filename=\"a", "attachment filename=a", "attachment; =a",
        "attachment; filename=a; filename=b", "attachment; filename=a; FileName=a", "form-data; name=a; name=b",
        "attachment; filename*=UTF-8''a; filename*=UTF-8''b", "attachment; filename*0=a; filename*0=b",
    ])
    func refusesWhatIsMalformed(value: String) {
        #expect(ContentDisposition(value) == nil)
    }

    @Test func givesKindAndFieldName() {
        let disposition = ContentDisposition(#"Form-Data; name="contact%22id""#)
        #expect(disposition?.kind == "form-data")
        #expect(disposition?.name == "contact\"id")
    }

    @Test(arguments: [
        ("invoice.pdf", #"attachment; filename="invoice.pdf""#),
        ("a b.pdf", #"attachment; filename="a b.pdf""#),
        (#"a"b\c.pdf"#, #"attachment; filename="a_b_c.pdf"; filename*=UTF-8''a%22b%5Cc.pdf"#),
        ("a\r\nSet-Cookie: x", #"attachment; filename="a__Set-Cookie: x""#),
        ("€.txt", #"attachment; filename="_.txt"; filename*=UTF-8''%E2%82%AC.txt"#),
        ("50%.txt", #"attachment; filename="50_.txt"; filename*=UTF-8''50%25.txt"#),
        ("=?utf-8?Q?a.exe?=", #"attachment; filename="=_utf-8_Q_a.exe_="; filename*=UTF-8''%3D%3Futf-8%3FQ%3Fa.exe%3F%3D"#),
        ("", #"attachment; filename="""#),
    ])
    func writesNamesThatCannotBreakOut(name: String, expected: String) {
        #expect(ContentDisposition.attachment(filename: name) == expected)
    }

    @Test(arguments: ["invoice.pdf", "€ \"x\".txt", "日本語 \\ .doc", "e\u{301}%41'.txt"])
    func readsBackWhatItWrites(name: String) {
        let read = ContentDisposition(ContentDisposition.attachment(filename: name))?.filename
        #expect(read.map { Array($0.unicodeScalars) } == Array(name.unicodeScalars))
    }
}
