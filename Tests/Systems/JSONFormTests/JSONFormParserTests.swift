import Testing

@testable import JSONForm

@Suite struct JSONFormParserTests {
    @Test func readsAFileInTheMessageItself() throws {
        let read = try readMessage(
            #"{"filename":"a.txt","contentType":"text/plain","data":"aGVsbG8=","contact_id":"c","conversation_id":"t"}"#)
        #expect(read.files.map(\.text) == ["hello"])
        #expect(read.files.first?.named == FileDescription(name: "a.txt", claimedType: "text/plain"))
        #expect(read.message == JSONMessage(text: nil, contactID: "c", conversationID: "t", messageID: nil))
    }

    @Test func readsAListOfFilesInItsOrder() throws {
        let read = try readMessage(
            """
            { "text": "Two pictures\\nand a letter", "contact_id": "c", "message_id": "m",
              "attachments": [
                { "data": "YQ==", "filename": "a.txt" },
                { "url": "https://example.com/b.png", "contentType": "image/png" },
                { "filename": "c.txt", "contentType": "text/plain", "data": "" } ] }
            """)
        #expect(read.message == JSONMessage(text: "Two pictures\nand a letter", contactID: "c", messageID: "m"))
        #expect(
            read.files == [
                ReadFile(data: Array("a".utf8), named: FileDescription(name: "a.txt")),
                ReadFile(url: "https://example.com/b.png", named: FileDescription(claimedType: "image/png")),
                ReadFile(data: [], named: FileDescription(name: "c.txt", claimedType: "text/plain")),
            ])
    }

    @Test(arguments: [
        #"{"contactId":"c","conversationId":"t","messageId":"m","files":[{"data":"YQ==","filename":"a"}]}"#,
        #"{"files":[{"filename":"a","data":"YQ=="}],"message_id":"m","conversation_id":"t","contact_id":"c"}"#,
        #" {"data":"YQ==","message_id":"m","contact_id":"c","filename":"a","conversation_id":"t"} "#,
        #"{"contact_id":"c","a":[{"data":1,"x":[[]]},"data",null,-0.5e+7,true],"message_id":"m","conversation_id":"t","attachments":[{"text":7,"data":"YQ==","filename":"a","b":{"url":"no"}}],"filename2":{}}"#,
        #"{"c\u006fntact_id":"\u0063","conversation_id":"t","message_id":"m","filename":"\u0061","data":"\u0059Q\u003d=","url":null,"contentType":null}"#,
    ])
    func readsTheSameHoweverItIsWritten(body: String) throws {
        let expected = ReadMessage(
            message: JSONMessage(contactID: "c", conversationID: "t", messageID: "m"),
            files: [ReadFile(data: Array("a".utf8), named: FileDescription(name: "a"))])
        for size in 1...body.utf8.count { #expect(try readMessage(body, chunks: [size]) == expected, "\(size) bytes at a time") }
    }

    @Test(arguments: [
        ("\\u00e9", "é"), ("\\uD83D\\uDE00", "😀"), ("cut \\uD83D", "cut \u{FFFD}"), ("\\uDE00\\uD83D", "\u{FFFD}\u{FFFD}"),
        ("😀", "😀"), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), ("\\u0000", "\0"),
        ("\\uFFFF", "\u{FFFF}"),
    ])
    func resolvesEscapes(text: String, resolved: String) throws {
        let body = "{\"text\":\"\(text)\"}"
        for chunks in [[], [1], [3]] { #expect(try readMessage(body, chunks: chunks).message.text == resolved) }
    }

    @Test(
        arguments: [
            ("data:text/plain;base64,YQ==", "\"text/plain\"", "text/plain"),
            ("data:text/plain;charset=utf-8;base64,YQ==", "null", "text/plain; charset=utf-8"),
            ("DATA:Text/Plain;BASE64,YQ==", "\"text/plain; charset=ascii\"", "text/plain; charset=ascii"),
            ("data:;base64,YQ==", "null", nil), ("data:;base64,YQ==", "\"image/png\"", "image/png"),
            ("data:image\\/png;base64,YQ==", "null", "image/png"),
        ] as [(String, String, String?)])
    func readsDataURLs(data: String, contentType: String, claimed: String?) throws {
        for body in [
            "{\"data\":\"\(data)\",\"contentType\":\(contentType)}", "{\"contentType\":\(contentType),\"data\":\"\(data)\"}",
        ] {
            for chunks in [[], [1], [7]] {
                let read = try readMessage(body, chunks: chunks)
                #expect(read.files.map(\.text) == ["a"])
                #expect(read.files.map(\.named?.claimedType) == [claimed])
            }
        }
    }

    @Test(arguments: [
        #"aGVs\r\nbG8=\n"#, #"aGVs\nbG8="#, #"data:text/plain;base64,aGVs\r\nbG8="#,
    ])
    func readsBase64WithLineEnds(data: String) throws {
        for chunks in [[], [1], [7]] {
            #expect(try readMessage("{\"data\":\"\(data)\"}", chunks: chunks).files.map(\.text) == ["hello"])
        }
    }

    @Test(arguments: ["-_8=", "-_8", "data:text/plain;base64,-_8"]) func readsURLSafeBase64(data: String) throws {
        for chunks in [[], [1], [7]] {
            #expect(try readMessage("{\"data\":\"\(data)\"}", chunks: chunks).files.map(\.data) == [[0xFB, 0xFF]])
        }
    }

    /// `data` is base64 as well, and so is every beginning of the scheme.
    @Test(arguments: [("data", 3), ("d===", nil), ("dat=", nil), ("dataurls", 6), ("da==", nil), ("dQ==", 1)] as [(String, Int?)])
    func takesForBase64WhatOnlyBeginsLikeAURL(data: String, bytes: Int?) throws {
        let body = Array("{\"data\":\"\(data)\"}".utf8)
        for chunks in [[], [1]] {
            if let bytes {
                #expect(try readMessage(body, chunks: chunks).files.map(\.data?.count) == [bytes])
            } else {
                #expect(try refusal(of: body, chunks: chunks) == .invalidBase64)
            }
        }
    }

    @Test func decodesAFileOfAnySizeInBoundedPieces() throws {
        var parser = JSONFormParser()
        // Written as PHP does, which escapes every slash.
        let group = Array(#"ab\/+"#.utf8)
        var count = 0
        var pieces = 0
        var largest = 0
        func take(_ chunk: [UInt8]) throws {
            try unsafe parser.parse(chunk.span.bytes) { event in
                guard case .fileData(let data) = event else { return }
                count += data.byteCount
                pieces += 1
                largest = max(largest, data.byteCount)
            }
        }
        try take(Array(#"{"filename":"a","data":""#.utf8))
        let chunk = [UInt8]((0..<13_000).flatMap { _ in group })
        for _ in 0..<40 { try take(chunk) }
        try take(Array(#""}"#.utf8))
        #expect(try parser.finish() == JSONMessage())
        #expect(count == 40 * 13_000 * 3)
        #expect(largest <= 32_768)
        #expect(pieces <= 40 * 6)
    }

    @Test func givesTheSameHoweverTheBodyIsCut() throws {
        var generator = SeededGenerator(state: 3)
        let pieces = [
            #"{"filename":"a""#, #","data":"YQ==""#, #","data":"data:text/plain;base64,YQ==""#, #","contentType":"text/plain""#,
            #"}"#,
            #"{"text":"é\u00e9\ud83d\ude00""#, #","attachments":["#, #"{"data":"YWJj""#, #","url":"x""#, #"]"#, ",",
            #","x":{"y":[1.5e3,null]}"#,
            " ", #"{"#, #","contact_id":"c""#,
        ]
        var codes: [String: Int] = [:]
        for _ in 0..<3000 {
            let body = Array(
                (0..<Int.random(in: 1...8, using: &generator)).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
                    .utf8)
            let whole = try outcome(of: body)
            #expect(try outcome(of: body, chunks: [1]) == whole, "\(String(decoding: body, as: UTF8.self))")
            #expect(try outcome(of: body, chunks: [2, 5, 3]) == whole, "\(String(decoding: body, as: UTF8.self))")
            if case .failure(let error) = whole { codes[error.code.rawValue, default: 0] += 1 } else { codes["", default: 0] += 1 }
        }
        #expect(codes.count >= 4, "\(codes)")
    }

    private func outcome(of body: [UInt8], chunks: [Int] = []) throws -> Result<ReadMessage, JSONFormError> {
        do { return .success(try readMessage(body, chunks: chunks)) } catch let error as JSONFormError { return .failure(error) }
    }

    @Test func passesOnWhatTheCallerThrowsAndStaysFailed() throws {
        struct Full: Error {}
        var parser = JSONFormParser()
        let body = Array(#"{"data":"YQ=="}"#.utf8)
        #expect(throws: Full.self) {
            try unsafe parser.parse(body.span.bytes) { event in if case .fileData = event { throw Full() } }
        }
        #expect(throws: Full.self) { try unsafe parser.parse(body.span.bytes) { _ in } }
        #expect(throws: Full.self) { try parser.finish() }
    }
}
