import Attachments
import Testing

/// What harms is what it is, whatever it is called.
@Suite struct PretenderTests {
    static let harmlessNames = [
        "a.txt", "a.csv", "a.md", "a.json", "a.yaml", "a.eml", "a.ics", "a.gpx", "a.jpg", "a.png", "a.heic", "a.pdf", "a.docx",
        "a.pages",
        "a.zip", "a.m4a", "a.ts", "a.p7m", "a.edi",
    ]

    static let programs: [(String, [UInt8])] = [
        ("PE", [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0] + [UInt8](repeating: 0, count: 300)),
        ("ELF", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]),
        ("Mach-O", [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1]), ("fat Mach-O", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2]),
        ("class", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 0x34]), ("wasm", [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0]),
        ("dex", Samples.latin1("dex\n035\0")),
        ("DOS program", [0xB8, 0, 0x4C, 0xCD, 0x21]), ("shortcut", [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0, 0]),
        ("cabinet", Samples.latin1("MSCF\0\0\0\0")),
        ("Flash", Samples.latin1("FWS\u{9}\0\0\0\0")), ("help", Samples.latin1("ITSF\u{3}\0\0\0")),
        ("Access", Samples.latin1("\0\u{1}\0\0Standard Jet DB\0")),
        ("disk image", [UInt8](repeating: 0, count: 32769) + Array("CD001".utf8)),
        ("installer", Samples.compoundFile([], classID: [0x84, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46])),
        ("JAR", Samples.zip([("META-INF/MANIFEST.MF", "x"), ("A.class", "x")])),
        (
            "JAR that begins as a document",
            Samples.zip([("[Content_Types].xml", "x"), ("word/document.xml", "x"), ("META-INF/MANIFEST.MF", "x")])
        ),
        ("APK", Samples.zip([("AndroidManifest.xml", "x"), ("classes.dex", "x")])),
        (
            "document with macros",
            Samples.zip([("[Content_Types].xml", "x"), ("word/document.xml", "x"), ("word/vbaProject.bin", "x")])
        ),
    ]

    static let texts: [(String, [UInt8])] = [
        "#!/bin/sh\necho\n", "#!sh\n", "@echo off\r\ndel x\r\n", "@rem x\r\n", "<!DOCTYPE html><script>1</script>", "<html>",
        " \n<ScRiPt>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>", "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        "<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'/>", "<!-- never closed <script>",
        "<?php system(1); ?>", "<?= 1 ?>",
        "REGEDIT4\r\n", "Windows Registry Editor Version 5.00\r\n", "[InternetShortcut]\r\nURL=http://x\r\n",
        "[Desktop Entry]\nExec=x\n",
        "[autorun]\nopen=x\n", "[Version]\r\nSignature=\"$CHICAGO$\"\r\n", "ID;PWXL;N;E\r\nC;X1;Y1;K1\r\n",
        "from os import path\nprint(1)\n",
        "# licence\n\"\"\"Words of a\nlong text.\n\"\"\"\nimport os\nfrom .a import b, c  # noqa\n\nx = b(1)\n",
        "import os\n\n\nclass A(object):\n    def f(self):\n        pass\n", "const x = require('y');\n", "module.exports = x;\n",
        "export default x;\n", "import a from 'b';\n",
        "def f(a):\n  return 1\n", "if __name__ == \"__main__\":\n  x()\n", "require 'json'\nputs 1\n",
        "class Foo\n def x\n end\nend\n",
        "\"use strict\";\nvar a;\n", "%!PS-Adobe-3.0\n", "<job><script language=\"VBScript\">1</script></job>",
        "\u{FF}\u{FE}<\0h\0t\0m\0l\0>\0", "\u{EF}\u{BB}\u{BF}<!DOCTYPE HTML>", "\u{FE}\u{FF}\0#\0!\0/\0b\0i\0n",
    ].map { ($0, Samples.latin1($0)) }

    @Test(arguments: programs + texts)
    func hidesUnderNoHarmlessName(what: String, bytes: [UInt8]) throws {
        for name in Self.harmlessNames {
            for claim in [nil, "text/plain", "image/jpeg", "application/octet-stream", "text/csv", "application/pdf"] {
                #expect(
                    try !Samples.passes(bytes, named: name, claimed: claim), "\(what) as \(name), claimed \(claim ?? "nothing")")
            }
        }
    }

    @Test(arguments: [
        "a.txt", "a.csv", "a.jpg", "a.pdf", "a.docx", "a.pages", "a.key", "a.pkpass", "a.kmz", "a.asice", "a.xps", "a.3mf", "a.odt",
    ])
    func anArchiveIsNothingElse(name: String) throws {
        #expect(try !Samples.passes(Samples.zip([("a.jpg", "x")]), named: name))
        #expect(
            try !Samples.passes(Samples.zip([("[Content_Types].xml", "x"), ("word/a.xml", "x"), ("xl/a.xml", "x")]), named: name))
    }

    @Test(arguments: [
        "a.gpx", "a.kml", "a.xml", "a.eml", "a.ics", "a.vcf", "a.edi", "a.hl7", "a.sta", "a.ofx", "a.geojson", "a.har", "a.p7m",
        "a.mbox",
    ])
    func proseIsNoStructuredText(name: String) throws {
        #expect(try !Samples.passes(Samples.latin1("date,amount\n2026-01-02,12.50\n"), named: name))
    }

    @Test(arguments: ["a.docx", "a.xlsx", "a.pptx", "a.doc", "a.pdf", "a.zip"])
    func aMessageIsNoOfficeDocument(name: String) throws {
        #expect(try !Samples.passes(Samples.compoundFile([("__properties_version1.0", [])]), named: name))
    }

    @Test func picturesMakeASoundAFilm() throws {
        #expect(try !Samples.passes(Samples.film("M4A ", tracks: ["soun", "vide"]), named: "a.m4a", claimed: "audio/mp4"))
        #expect(try !Samples.passes(Samples.webm(tracks: [1, 2]), named: "a.weba", claimed: "audio/webm"))
    }

    @Test func theStartOfAPolyglotIsWhatItIs() throws {
        #expect(try Samples.detect(Samples.latin1("GIF89a\0\0<script>")).types == ["image/gif"])
        #expect(
            try Samples.detect([0x4D, 0x5A, 0x90, 0] + Samples.latin1("%PDF-1.4\n")).type
                == "application/vnd.microsoft.portable-executable")
        #expect(try Samples.detect([0xFF, 0xD8, 0xFF, 0xE0] + Samples.zip([("a", "b")])).type == "image/jpeg")
        #expect(
            try Samples.detect(Samples.latin1("Dear all,\n%PDF-1.4\n1 0 obj<<>>endobj\n"), named: "a.txt").type == "application/pdf"
        )
    }
}
