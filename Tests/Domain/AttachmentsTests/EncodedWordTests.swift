import Attachments
import Testing

@Suite struct EncodedWordTests {
    @Test(arguments: [
        ("=?UTF-8?Q?=C3=BCber.pdf?=", "über.pdf"), ("=?utf-8?B?w7xiZXIucGRm?=", "über.pdf"),
        ("=?utf-8?b?w7xiZXIucGRm?=", "über.pdf"),
        ("=?UTF-8?Q?annual_report.pdf?=", "annual report.pdf"), ("=?utf-8*de?q?=c3=bcber.pdf?=", "über.pdf"),
        // Blanks between words go; a character may be cut between them, and each word has its own character set.
        ("=?utf-8?B?R3LDvMOf?= =?utf-8?B?ZS5wZGY=?=", "Grüße.pdf"),
        ("=?utf-8?Q?Gr=C3?= \t =?utf-8?Q?=BC=C3=9Fe.pdf?=", "Grüße.pdf"),
        ("=?utf-8?Q?Gr=C3=BC?= =?iso-8859-1?Q?=DFe.pdf?=", "Grüße.pdf"), ("=?utf-8?Q?a?==?utf-8?Q?b.pdf?=", "ab.pdf"),
        // In the midst of a name.
        ("my =?utf-8?Q?=C3=BCber?= .pdf", "my über .pdf"), ("a=?utf-8?Q?=2Eexe?=", "a.exe"),
        ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
        // Other character sets.
        ("=?iso-8859-1?Q?=FCber.pdf?=", "über.pdf"), ("=?ISO-8859-15?Q?=A4.pdf?=", "€.pdf"),
        ("=?iso-8859-5?B?xOMucGRm?=", "Фу.pdf"),
        ("=?windows-1252?Q?=80_5.pdf?=", "€ 5.pdf"), ("=?cp1251?B?xOMucGRm?=", "Дг.pdf"),
        ("=?windows-1250?Q?=9Aok.pdf?=", "šok.pdf"),
        ("=?windows-1253?Q?=E1.pdf?=", "α.pdf"), ("=?windows-1258?Q?=FE.pdf?=", "₫.pdf"), ("=?us-ascii?Q?a=2Epdf?=", "a.pdf"),
        ("=?koi8-r?B?xOMucGRm?=", "дЦ.pdf"), ("=?gb2312?B?xOMucGRm?=", "你.pdf"), ("=?Shift_JIS?B?k/qWey5wZGY=?=", "日本.pdf"),
        ("=?ISO-2022-JP?B?GyRCRnxLXBsoQi5wZGY=?=", "日本.pdf"),
        // Padding that is not there, and an escape that is none.
        ("=?utf-8?B?w7xiZXIucGRmYQ?=", "über.pdfa"), ("=?utf-8?Q?a=ZZ.pdf?=", "a=ZZ.pdf"),
        // What the character set does not have.
        ("=?us-ascii?Q?b=FCber.pdf?=", "b_ber.pdf"), ("=?utf-8?Q?b=FC.pdf?=", "b_.pdf"), ("=?x-none?Q?b=FC.pdf?=", "b_.pdf"),
        ("=?windows-1252?Q?a=81.pdf?=", "a_.pdf"), ("=?iso-8859-12?Q?a=FF.pdf?=", "a_.pdf"),
        // Folders and the like in a word are cleaned as ever.
        ("=?utf-8?Q?..=2F..=5Ca=3A=3A$DATA?=", "a"), ("=?utf-8?Q?a=E2=80=AEfdp.exe?=", "afdp.exe"),
    ])
    func decodesWords(text: String, expected: String) throws {
        #expect(try FileName(cleaning: text).description == expected)
    }

    @Test(arguments: [
        ("=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa.exe=3F=3D?=", "=_utf-8?Q?a.exe?="), ("=?utf-8?B?w7x!?=", "=_utf-8?B?w7x!?="),
        ("=?utf-8?X?a.exe?=", "=_utf-8?X?a.exe?="), ("=??utf-8??Q??a.exe??=", "=_?utf-8??Q??a.exe??="),
        ("=?utf-8?Q?a.exe", "=_utf-8?Q?a.exe"),
        ("=\u{200B}?utf-8?Q?a.exe?=", "=_utf-8?Q?a.exe?="),
        ("=?utf-8?Q?=?= =?us-ascii?Q?=3Futf-8?=?Q?a.exe?=", "=_utf-8?Q?a.exe?="),
        ("Really=?.pdf", "Really=_.pdf"), ("Why?.pdf", "Why?.pdf"),
    ])
    func leavesNothingThatIsAWord(text: String, expected: String) throws {
        #expect(try FileName(cleaning: text).description == expected)
    }

    @Test(arguments: ["=?utf-8?Q?a=00.pdf?=", "=?utf-16?B?YQAuAGUAeABlAA==?="]) func refusesNULInAWord(text: String) {
        let error = #expect(throws: FileNameError.self) { try FileName(cleaning: text) }
        #expect(error?.code == .containsNUL)
    }

    @Test func refusesAWordThatSaysNothing() {
        let error = #expect(throws: FileNameError.self) { try FileName(cleaning: "=?utf-8?Q??=") }
        #expect(error?.code == .empty)
    }

    @Test func seesTheDisguiseInAWord() throws {
        #expect(try FileName(cleaning: "=?utf-8?B?cmVwb3J0LnBkZi5leGU=?=").disguisedExtension == "exe")
    }
}
