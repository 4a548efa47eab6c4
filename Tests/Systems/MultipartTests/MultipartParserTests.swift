import Multipart
import Testing

@Suite struct MultipartParserTests {
    @Test func readsFieldsAndFiles() throws {
        let parts = try readForm(
            """
            --B
            Content-Disposition: form-data; name="contact_id"

            c-1
            --B
            Content-Disposition: form-data; name="file"; filename="a.txt"
            Content-Type: text/plain

            line one
            line two

            --B--

            """)
        #expect(parts.map(\.headers.name) == ["contact_id", "file"])
        #expect(parts.map(\.headers.isFile) == [false, true])
        #expect(parts.map(\.text) == ["c-1", "line one\r\nline two\r\n"])
        #expect(parts.map(\.headers.contentType) == [nil, "text/plain"])
        #expect(parts.map(\.isComplete) == [true, true])
    }

    @Test(arguments: [
        ("plain", "x"), ("empty", ""), ("ends in a line break", "x\n"), ("line breaks only", "\n\n\n"),
        ("a boundary inside a line", "x--B--y"), ("a boundary with more behind it", "x\n--Bx\n--B-\n--B-x"),
        ("hyphens", "--\n---\n-"), ("a boundary at once, with more behind it", "--Bx"), ("half boundaries", "\n-\n--\n--b\n--"),
    ])
    func takesAsDataWhatOnlyLooksLikeABoundary(_ what: String, data: String) throws {
        let body = bytes("--B\nContent-Disposition: form-data; name=a\n\n" + data + "\n--B--")
        for size in 1...body.count {
            let parts = try readForm(body, chunks: [size])
            #expect(parts.map(\.data) == [bytes(data)], "\(what), \(size) bytes at a time")
        }
    }

    @Test(arguments: ["\r", "\r\r\n-", "\r\n--B\r", "\r\n--B\r\r", "\r\n--B\rx", "\r\r\r", "\n--Bx", "\r\n\r\n--"])
    func takesLoneReturnsAndFeedsAsData(data: String) throws {
        let body = bytes("--B\nContent-Disposition: form-data; name=a\n\n") + Array(data.utf8) + bytes("\n--B--")
        for size in 1...body.count { #expect(try readForm(body, chunks: [size]).map(\.data) == [Array(data.utf8)]) }
    }

    @Test func takesAPartWithoutDataWhoseOnlyLineBreakIsTheDelimiters() throws {
        let parts = try readForm(
            "--B\nContent-Disposition: form-data; name=a\n\n--B\nContent-Disposition: form-data; name=b\n\n\n--B--")
        #expect(parts.map(\.headers.name) == ["a", "b"])
        #expect(parts.map(\.text) == ["", ""])
    }

    @Test func skipsPreambleEpilogueAndBlanksBehindBoundaries() throws {
        let parts = try readForm(
            "This is a form.\n--Bx\n--B \t\nContent-Disposition: form-data; name=a\n\n1\n--B-- \nThat was\n--B\nthe form.\n")
        #expect(parts.map(\.text) == ["1"])
    }

    @Test(arguments: [
        ("lower case", "content-disposition: form-data; name=a"), ("upper case", "CONTENT-DISPOSITION: FORM-DATA; NAME=a"),
        ("folded", "Content-Disposition: form-data;\n  name=a"),
        ("folded by a tab", "Content-Disposition:\n\tform-data;\n\tname=a"),
        ("no blank", "Content-Disposition:form-data;name=a"), ("blanks all over", "Content-Disposition:  form-data ; name = a ; "),
        ("others around it", "X-A: 1\nContent-Disposition: form-data; name=a\nX-B: 2"),
        ("an idle encoding", "Content-Disposition: form-data; name=a\nContent-Transfer-Encoding: 8BIT"),
    ])
    func readsHeadersHoweverTheyAreWritten(_ what: String, headers: String) throws {
        #expect(try readForm("--B\n\(headers)\n\n1\n--B--").map(\.headers.name) == ["a"], "\(what)")
    }

    @Test(arguments: ["B", "aaaa", "-B-a:B", "BaaaaaaaaaaaaaaaaaaaaaaaaB"])
    func givesTheSameHoweverTheBodyIsCut(boundary: String) throws {
        var generator = SeededGenerator(state: 20)
        for _ in 0..<100 {
            let form = RandomForm(boundary: boundary, using: &generator)
            let whole = try readForm(form.body, boundary: boundary)
            #expect(whole.map(\.data) == form.data)
            #expect(try readForm(form.body, boundary: boundary, chunks: [1]) == whole)
            for _ in 0..<5 {
                let chunks = (0..<5).map { _ in Int.random(in: 1...40, using: &generator) }
                #expect(try readForm(form.body, boundary: boundary, chunks: chunks) == whole, "in chunks of \(chunks)")
            }
        }
    }

    @Test func refusesTheSameHoweverTheBodyIsCut() throws {
        var generator = SeededGenerator(state: 7)
        let limits = MultipartLimits(parts: 4, headerBytes: 90, fieldBytes: 30, preambleBytes: 10, epilogueBytes: 10)
        var refused = 0
        for _ in 0..<400 {
            var body = RandomForm(boundary: "B", using: &generator).body
            for _ in 0..<2 { body[Int.random(in: body.indices, using: &generator)] = RandomForm.byte(using: &generator) }
            let whole = try refusal(of: body, limits: limits)
            #expect(try refusal(of: body, chunks: [1], limits: limits) == whole)
            #expect(try refusal(of: body, chunks: [3, 17, 5], limits: limits) == whole)
            refused += whole == nil ? 0 : 1
        }
        #expect(refused > 100 && refused < 400)
    }

    @Test func lendsDataAsLargeAsTheChunkHolds() throws {
        var parser = MultipartParser(boundary: try MultipartBoundary(contentType: "multipart/form-data; boundary=frontier"))
        let data = [UInt8](repeating: 13, count: 10_000)
        let body = bytes("--frontier\nContent-Disposition: form-data; name=a; filename=b\n\n") + data + bytes("\n--frontier--")
        var pieces: [Int] = []
        try unsafe parser.parse(body.span.bytes) { event in
            if case .partData(let bytes) = event { pieces.append(bytes.byteCount) }
        }
        #expect(pieces == [10_000])
    }

    @Test func passesOnWhatTheCallerThrowsAndStaysFailed() throws {
        struct Full: Error {}
        var parser = MultipartParser(boundary: try MultipartBoundary(contentType: "multipart/form-data; boundary=B"))
        let body = bytes("--B\nContent-Disposition: form-data; name=a\n\n1\n--B--")
        #expect(throws: Full.self) {
            try unsafe parser.parse(body.span.bytes) { event in if case .partData = event { throw Full() } }
        }
        #expect(throws: Full.self) { try unsafe parser.parse(body.span.bytes) { _ in } }
        #expect(throws: Full.self) { try parser.finish() }
    }
}
