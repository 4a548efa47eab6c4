import FileMagic
import Foundation
import Testing

@Suite struct MagicCookieTests {
    @Test(arguments: [
        ("\u{89}PNG\r\n\u{1A}\n\0\0\0\rIHDR\0\0\0\u{1}\0\0\0\u{1}", "image/png"),
        ("\u{FF}\u{D8}\u{FF}\u{E0}\0\u{10}JFIF\0\u{1}", "image/jpeg"),
        ("GIF89a\u{1}\0\u{1}\0", "image/gif"), ("%PDF-1.7\n", "application/pdf"),
        ("Dear Sir,\nplease find enclosed.\n", "text/plain"),
        ("<html><body>", "text/html"), ("#!/bin/sh\nls\n", "text/x-shellscript"), ("{\"a\": [1, 2]}", "application/json"),
        ("a,b,c\n1,2,3\n4,5,6\n", "text/csv"), ("@echo off\r\ndir\r\n", "text/x-msdos-batch"), ("\u{FF}\u{FE}h\0i\0", "text/plain"),
        ("\u{1F}\u{8B}\u{8}\0\0\0\0\0\0\u{3}\u{1}\u{2}", "application/gzip"),
        ("\u{D0}\r\u{FE}\u{ED}\0\u{1}\u{2}\u{3}", "application/octet-stream"),
    ])
    func namesTheTypeOfBytes(latin1: String, type: String) throws {
        #expect(try MagicCookie().type(of: latin1.unicodeScalars.map { UInt8($0.value) }) == type)
    }

    @Test func namesAnEmptyFile() throws {
        #expect(try MagicCookie().type(of: []) == "application/x-empty")
    }

    @Test func doesNotLookInsideCompressedFiles() throws {
        let gzippedText: [UInt8] = [
            0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xe7, 2, 0, 0x20, 0x30, 0x3a, 0x36, 6, 0, 0, 0,
        ]
        #expect(try MagicCookie().type(of: gzippedText) == "application/gzip")
    }

    @Test func oneFileLeavesNothingBehindForTheNext() throws {
        let cookie = try MagicCookie()
        for _ in 0..<3 {
            #expect(try cookie.type(of: Array("%PDF-1.7\n".utf8)) == "application/pdf")
            #expect(try cookie.type(of: [0, 1, 2, 3]) == "application/octet-stream")
        }
    }

    @Test func readsAnOpenFileWithoutMovingItsOffset() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "magic-\(UUID().uuidString)")
        try Data("%PDF-1.7\nrest".utf8).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let file = try FileHandle(forReadingFrom: path)
        try file.seek(toOffset: 5)
        // As a store may do it: the name goes while the descriptor stays.
        try FileManager.default.removeItem(at: path)
        #expect(try MagicCookie().type(ofFile: file.fileDescriptor) == "application/pdf")
        #expect(try file.offset() == 5)
    }

    @Test func tellsAFileThatCannotBeRead() throws {
        let error = try #require(throws: FileMagicError.self) { try MagicCookie().type(ofFile: 9999) }
        #expect(error.code == .noAnswer)
    }
}

extension MagicCookie {
    func type(of bytes: [UInt8]) throws -> String {
        try unsafe type(of: bytes.span.bytes)
    }
}
