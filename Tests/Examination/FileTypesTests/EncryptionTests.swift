import Attachments
import Testing

/// What a password locks is known as such, and as what it is.
@Suite struct EncryptionTests {
    @Test(arguments: ["a.docx", "a.xlsx", "a.pptx", "a.docm", "a.xlsb", "a.xls", "a.doc"])
    func anOfficePackageIsLockedUnderAnyOfItsNames(name: String) throws {
        let bytes = Samples.compoundFile([("EncryptionInfo", []), ("EncryptedPackage", [])])
        #expect(try Samples.detect(bytes, named: name).isEncrypted)
        if name != "a.docm", name != "a.xlsb" { #expect(try Samples.passes(bytes, named: name)) }
        #expect(try !Samples.passes(bytes, named: "a.pdf") && !Samples.passes(bytes, named: "a.zip"))
    }

    @Test(arguments: [
        ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", true), ("multipart/encrypted;\n boundary=b", true),
        ("application/x-pkcs7-mime;\n\tsmime-type=enveloped-data", true), ("application/pkcs7-mime; smime-type=signed-data", false),
        ("text/plain", false),
    ])
    func aMailSaysItByItsType(type: String, isEncrypted: Bool) throws {
        let mail = Samples.latin1("From: a@example.com\nSubject: b\nContent-Type: \(type)\n\nx\n")
        #expect(try Samples.detect(mail, named: "a.eml").isEncrypted == isEncrypted)
    }

    @Test func rightsLockADocumentToo() throws {
        let bytes = Samples.compoundFile([("\u{9}DRMContent", [])])
        #expect(try Samples.detect(bytes, named: "a.docx").isEncrypted && Samples.passes(bytes, named: "a.docx"))
    }

    @Test func oldDocumentsSayItInTheirFirstBytes() throws {
        func document(_ flags: Int) -> [UInt8] {
            Samples.compoundFile([("WordDocument", Samples.little(0xA5EC, 2) + Samples.little(0, 8) + Samples.little(flags, 2))])
        }
        #expect(try Samples.detect(document(0x100)).isEncrypted && !Samples.detect(document(0)).isEncrypted)
        func workbook(_ kind: Int) -> [UInt8] {
            let records = [(0x809, 16), (0xE1, 2), (kind, 54)]
            return Samples.compoundFile([
                (
                    "Workbook",
                    records.flatMap { Samples.little($0.0, 2) + Samples.little($0.1, 2) + [UInt8](repeating: 0, count: $0.1) }
                )
            ])
        }
        #expect(try Samples.detect(workbook(0x2F)).isEncrypted && !Samples.detect(workbook(0x42)).isEncrypted)
        func presentation(_ token: Int) -> [UInt8] {
            Samples.compoundFile([("PowerPoint Document", []), ("Current User", Samples.little(0, 12) + Samples.little(token, 4))])
        }
        #expect(try Samples.detect(presentation(0xF3D1_C4DF)).isEncrypted && !Samples.detect(presentation(0xE391_C05F)).isEncrypted)
    }

    @Test func archivesSayItOfTheirMembers() throws {
        #expect(try Samples.detect(Samples.zip([("a", "x")], flags: 1)).isEncrypted)
        #expect(try !Samples.detect(Samples.zip([("a", "x")])).isEncrypted)
        let office = Samples.zip([("[Content_Types].xml", "x"), ("word/document.xml", "x")], flags: 1)
        #expect(try Samples.detect(office).isEncrypted)
    }

    @Test(arguments: [("<manifest:encryption-data/>", true), ("<manifest:file-entry/>", false)])
    func openDocumentSaysItInItsManifest(manifest: String, isEncrypted: Bool) throws {
        let bytes = Samples.zip([
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "x"),
            ("META-INF/manifest.xml", manifest),
        ])
        let detected = try Samples.detect(bytes, named: "a.ods")
        #expect(detected.type == "application/vnd.oasis.opendocument.spreadsheet" && detected.isEncrypted == isEncrypted)
    }

    @Test func iWorkSaysItByAMember() throws {
        #expect(try Samples.detect(Samples.zip([("Index/Document.iwa", "x"), (".iwpv2", "x")])).isEncrypted)
    }

    @Test(arguments: [
        // Version 4: the archive's header, and a file's, with the flag and without.
        ("\u{7}\0\0\0\u{73}\u{80}\0\u{D}\0\0\0\0\0\0\0", true),
        ("\u{7}\0\0\0\u{73}\0\0\u{D}\0\0\0\0\0\0\0\0\0\u{74}\u{4}\u{80}\u{20}\0\0\0\0\0", true),
        ("\u{7}\0\0\0\u{73}\0\0\u{D}\0\0\0\0\0\0\0\0\0\u{74}\0\u{80}\u{20}\0\0\0\0\0", false),
        // Version 5: a block of encryption; a file with the record of encryption, and with another.
        ("\u{7}\u{1}\0\0\0\0\0\u{3}\u{4}\0\0", true), ("\u{7}\u{1}\0\0\0\0\0\u{5}\u{2}\u{1}\u{2}\u{1}\u{1}", true),
        ("\u{7}\u{1}\0\0\0\0\0\u{5}\u{2}\u{1}\u{2}\u{1}\u{3}", false),
    ])
    func rarSaysItInItsHeaders(rest: String, isEncrypted: Bool) throws {
        let detected = try Samples.detect(Samples.latin1("Rar!\u{1A}" + rest) + [UInt8](repeating: 0, count: 64), named: "a.rar")
        #expect(detected.type == "application/vnd.rar" && detected.isEncrypted == isEncrypted)
    }

    @Test func sevenZipSaysItOfItsNames() throws {
        func archive(_ coder: [UInt8]) -> [UInt8] {
            Samples.latin1("7z\u{BC}\u{AF}\u{27}\u{1C}\0\u{4}") + Samples.little(0, 4) + Samples.little(0, 8)
                + Samples.little(coder.count, 8) + Samples.little(0, 4) + coder
        }
        #expect(try Samples.detect(archive([0x17, 6, 0x24, 6, 0xF1, 7, 1, 0x0A])).isEncrypted)
        #expect(try !Samples.detect(archive([0x17, 6, 0x23, 3, 1, 1, 5])).isEncrypted)
    }

    @Test(arguments: [(2, false), (3, true), (6, true)])
    func aCryptographicMessageSaysItByItsKind(kind: UInt8, isEncrypted: Bool) throws {
        let bytes: [UInt8] = [0x30, 0x0D, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, kind, 0xA0, 0]
        for name in ["a.p7m", "a.p7s"] {
            let detected = try Samples.detect(bytes, named: name)
            #expect(detected.isEncrypted == isEncrypted)
            #expect(try Samples.passes(bytes, named: name))
        }
        #expect(try Samples.detect(Samples.latin1("-----BEGIN PGP MESSAGE-----\n\nabc\n")).isEncrypted)
    }
}
