import Attachments
import Inspection
import Testing

@Suite struct TextInspectionTests {
    let inspector = Inspector(threads: 1)

    @Test(arguments: [
        "Dear Sir,\nplease find enclosed.\n", "caf\u{E9}, Latin-1\n", "\u{EF}\u{BB}\u{BF}with a mark\n",
        "\u{FF}\u{FE}h\0i\0\r\0\n\0",
        "\u{FE}\u{FF}\0h\0i", "\u{FF}\u{FE}\0\0h\0\0\0i\0\0\0", "a < b and b > c\n", "<- look here\n",
        "<someone@example.com> wrote:\n",
        "<!-- a note -->\n# Title\n", "\u{1B}[31mred\u{1B}[0m\n", "3 < 4\n<p>later on</p>\n",
    ])
    func plainTextIsPlain(latin1: String) async throws {
        #expect(try await inspect(latin1).objections.isEmpty)
    }

    @Test(arguments: [
        ("<html><body>", "text/html"), ("  \r\n\t<ScRiPt>alert(1)</script>", "text/html"),
        ("<!-- a --> <!-- b -->\n<iframe src=x>", "text/html"),
        ("<!-- never closed <script>", "text/html"), ("\u{EF}\u{BB}\u{BF}<!DOCTYPE HTML>", "text/html"),
        ("\u{FF}\u{FE}<\0s\0c\0r\0i\0p\0t\0>\0", "text/html"), ("\u{FE}\u{FF}\0<\0b\0o\0d\0y\0>", "text/html"),
        ("<img src=x onerror=alert(1)>", "text/html"), ("<a href=javascript:1>x</a>", "text/html"), ("<BR/>\n", "text/html"),
        ("<!-- x --><svg onload=alert(1)>", "image/svg+xml"), ("<?xml version='1.0'?><a/>", "application/xml"),
        ("\n\n<?xml version='1.0'?><a/>", "application/xml"), ("<?php system(1); ?>", "text/x-php"), ("<?= 1 ?>\n", "text/x-php"),
        ("#!/bin/sh\nrm -rf /\n", "text/x-shellscript"), ("@echo off\r\ndel x\r\n", "text/x-msdos-batch"),
    ])
    func whatABrowserOrAShellWouldRunIsNotPlain(latin1: String, type: String) async throws {
        let agreement = try await inspect(latin1)
        #expect(agreement.type.name == type)
        #expect(!agreement.objections.isEmpty)
    }

    @Test(arguments: ["a\0b", "text\u{1}", "\u{FF}\u{FE}a\0\0\0b\0", "text \u{2}\u{3}\u{4}\n"])
    func controlCharactersAreNotText(latin1: String) async throws {
        #expect(try await !inspect(latin1).objections.isEmpty)
    }

    private func inspect(_ latin1: String) async throws -> FileTypeAgreement {
        let file = try Fixtures.file(latin1.unicodeScalars.map { UInt8($0.value) })
        return try await inspector.inspect(file, named: "note.txt", claimedType: "text/plain")
    }
}
