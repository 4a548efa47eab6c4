import Attachments
import Testing

@Suite struct FileNameTests {
    @Test(arguments: [
        ("photo.jpg", "photo.jpg"), ("Résumé 2026.PDF", "Résumé 2026.PDF"), ("日本語.txt", "日本語.txt"),
        // Paths of either kind.
        ("/etc/passwd", "passwd"), ("../../x.png", "x.png"), (#"C:\Users\me\a.png"#, "a.png"), (#"..\..\a.png"#, "a.png"),
        (#"a/b\c/d.txt"#, "d.txt"), ("//host/share/a.txt", "a.txt"), ("..%2Fx.png", "%2Fx.png"),
        // A combining mark hides neither a separator nor a dot.
        ("a/\u{301}b.txt", "\u{301}b.txt"), (".\u{301}x", "\u{301}x"),
        // Composed, and what cannot be seen dropped.
        ("cafe\u{301}.txt", "caf\u{e9}.txt"), ("photo\u{202E}gpj.exe", "photogpj.exe"),
        ("a\u{200B}\u{200D}\u{FEFF}b.txt", "ab.txt"),
        ("\u{2066}a\u{2069}\u{200E}\u{200F}\u{61C}.txt", "a.txt"), ("a\r\nSet-Cookie.txt", "aSet-Cookie.txt"),
        ("a\u{7F}\u{85}\u{1B}.txt", "a.txt"),
        ("a\u{AD}\u{E0041}\u{3164}.txt", "a.txt"), ("a\u{2028}b.txt", "ab.txt"),
        // Joiners and variation selectors stay between what needs them.
        ("می\u{200C}خواهم.pdf", "می\u{200C}خواهم.pdf"), ("کتاب\u{200C}ها.pdf", "کتاب\u{200C}ها.pdf"),
        ("क्\u{200D}ष.pdf", "क्\u{200D}ष.pdf"), ("ශ්\u{200D}රී.pdf", "ශ්\u{200D}රී.pdf"), ("क्\u{200C}ष.pdf", "क्\u{200C}ष.pdf"),
        ("👩\u{200D}👧.jpg", "👩\u{200D}👧.jpg"), ("❤\u{FE0F}\u{200D}🔥.jpg", "❤\u{FE0F}\u{200D}🔥.jpg"),
        ("☎\u{FE0F}.jpg", "☎\u{FE0F}.jpg"),
        ("葛\u{E0100}城.pdf", "葛\u{E0100}城.pdf"), ("ᠠ\u{180B}.pdf", "ᠠ\u{180B}.pdf"),
        ("ന്\u{200D}. .", "ന്\u{200D}"), ("क्\u{200D}:$DATA", "क्\u{200D}"),
        ("ا\u{200C}ب.pdf", "اب.pdf"), ("می\u{200C}\u{200C}خ\u{200C}.pdf", "می\u{200C}خ.pdf"), ("می\u{200C}.pdf", "می.pdf"),
        ("a\u{FE0F}.p\u{200C}d\u{200D}f", "a.pdf"), ("1\u{FE0F}.ex\u{E0100}e", "1.exe"),
        ("☎\u{FE0F}\u{FE0F}\u{200D}a.jpg", "☎\u{FE0F}a.jpg"),
        // Blanks, dots and hyphens at the ends; runs of blanks.
        ("  a.txt  ", "a.txt"), ("a.txt. . .", "a.txt"), (".htaccess", "htaccess"), ("...a", "a"), ("-rf.txt", "rf.txt"),
        ("\u{A0}a.txt\u{3000}", "a.txt"), ("invoice.pdf          .exe", "invoice.pdf .exe"),
        // Streams.
        ("a.txt::$DATA", "a.txt"), ("a.txt:b.exe:$DATA", "a.txt"), ("a.txt:$INDEX_ALLOCATION", "a.txt"), ("a.php::$data ", "a.php"),
        // Colons that are none of Windows' business.
        ("Re: bill.pdf", "Re_ bill.pdf"), ("10:30.png", "10_30.png"), ("a.txt:b.exe", "a.txt_b.exe"),
        ("Price:$5.pdf", "Price_$5.pdf"),
        (":x", "_x"), ("Macintosh HD:a.txt", "Macintosh HD_a.txt"),
        // Devices.
        ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("com1.tar.gz", "_com1.tar.gz"), ("LPT9", "_LPT9"),
        ("COM\u{B9}.txt", "_COM\u{B9}.txt"),
        ("CON .txt", "_CON .txt"), ("console.txt", "console.txt"), ("COM10", "COM10"), ("aux.", "_aux"),
        ("CLOCK$.txt", "_CLOCK$.txt"), ("conout$", "_conout$"), ("folder/nul", "_nul"), ("\u{200B}CON\u{202E}", "_CON"),
        // Decoded once: what is left of an escape is a name like any other.
        ("a%2Fb.txt", "a%2Fb.txt"), ("a%00.txt", "a%00.txt"), ("a%252e.txt", "a%252e.txt"), ("&#46;.txt", "&#46;.txt"),
    ])
    func cleans(text: String, clean: String) throws {
        let name = try FileName(cleaning: text)
        #expect(Array(name.description.unicodeScalars) == Array(clean.unicodeScalars))
    }

    @Test(arguments: ["", " ", ".", "..", "../", "a/", #"a\"#, "::$DATA", "\u{202E}", "a/::$DATA", ". . .", "---", "\u{3000}"])
    func tellsANameOfWhichNothingIsLeft(text: String) {
        let error = #expect(throws: FileNameError.self) { try FileName(cleaning: text) }
        #expect(error?.code == .empty)
    }

    @Test(arguments: ["a\0.png", "\0", "a.php\0.png"])
    func refusesNUL(text: String) {
        let error = #expect(throws: FileNameError.self) { try FileName(cleaning: text) }
        #expect(error?.code == .containsNUL)
    }

    @Test(
        arguments: [
            (String(repeating: "a", count: 300) + ".pdf", 255, "pdf"), (String(repeating: "a", count: 252) + ".pdf", 255, "pdf"),
            (String(repeating: "é", count: 200) + ".pdf", 254, "pdf"), (String(repeating: "👍🏽", count: 40) + ".jpeg", 253, "jpeg"),
            (String(repeating: "aaa ", count: 100) + ".pdf", 255, "pdf"), (String(repeating: "a", count: 300), 255, nil),
            // One character of three hundred bytes, and one that swallows the dot (UAX 29, Prepend).
            ("e" + String(repeating: "\u{302}", count: 200) + ".pdf", 254, "pdf"), ("\u{D4E}.pdf", 7, "pdf"),
            ("CONe" + String(repeating: "\u{302}", count: 200) + ".pdf", 8, "pdf"),
            (String(repeating: "a", count: 300) + "\u{D4E}.pdf", 255, "pdf"),
            ("a." + String(repeating: "b", count: 300), 255, String(repeating: "b", count: 253)),
        ] as [(String, Int, String?)])
    func shortensInFrontOfTheExtension(text: String, bytes: Int, suffix: String?) throws {
        let name = try FileName(cleaning: text)
        #expect(name.description.utf8.count == bytes)
        #expect(name.extension == suffix)
    }

    @Test(
        arguments: [
            ("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", nil), ("Dr. Smith", nil), ("invoice 12.03.2026", nil), ("v1.7z", "7z"),
            ("a.JPEG ", "jpeg"), ("a.\u{302}", "\u{302}"), ("a.\u{302}pdf", "\u{302}pdf"),
            ("a.{3050f4d8-98b5-11cf}", "{3050f4d8-98b5-11cf}"),
        ] as [(String, String?)])
    func readsTheExtension(text: String, suffix: String?) throws {
        #expect(try FileName(cleaning: text).extension == suffix)
    }

    @Test(
        arguments: [
            ("x.php.jpg", "php"), ("report.pdf.exe", "exe"), ("report.pdf .exe", "exe"), ("a.PHP5.png", "php5"),
            ("a.asp;.jpg", "asp"),
            ("a.php .jpg", "php"), ("a.ｐｈｐ.jpg", "php"), ("a.jpg.js", "js"), ("a.pdf.com", "com"), ("a.exe.zip", "exe"),
            ("a.jpg.\u{202E}exe", "exe"), ("a.txt.html", "html"),
            ("a.jpg:b.exe", nil), ("a.php::$DATA.jpg", nil), ("a.php.jpg:x", "php"), ("a.pdf\u{2024}exe", "exe"),
            ("a.php.\u{302}jpg", "php"),
            ("a.php%00.jpg", nil), ("setup.exe", nil), ("example.com.pdf", nil), ("node.js.pdf", nil), ("logo.svg.png", nil),
            ("page.html.pdf", nil),
            ("a.tar.gz", nil), ("jquery.min.js", nil), ("report.final.v2.pdf", nil), ("php.jpg", nil), ("a", nil),
        ] as [(String, String?)])
    func seesADangerousExtensionBesideAnother(text: String, suffix: String?) throws {
        #expect(try FileName(cleaning: text).disguisedExtension == suffix)
    }

    @Test func cleaningWhatIsCleanChangesNothing() throws {
        let pieces = [
            "a", ".", " ", "-", "/", "\\", ":", "$", "\u{D4E}", String(repeating: "\u{302}", count: 130), "\u{301}", "é", "CON",
            "\u{202E}", "\u{3000}", "exe", "👩‍👧", "\u{200C}", "\u{200D}", "\u{FE0F}", "ی", "क्", "=?", "?Q?", "?=", "=?utf-8?Q?",
            String(repeating: "x", count: 130),
        ]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 1...12)).compactMap { _ in pieces.randomElement() }.joined()
            guard let name = try? FileName(cleaning: text) else { continue }
            #expect(try FileName(cleaning: name.description) == name)
            #expect(!name.description.unicodeScalars.contains { "/\\:\0".unicodeScalars.contains($0) })
            #expect(name.description.utf8.count <= FileName.maximumBytes)
        }
    }
}
