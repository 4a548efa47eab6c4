import Multipart
import Testing

@Suite struct MultipartRefusalTests {
    private static let part = "--B\nContent-Disposition: form-data; name=a\n\n1\n"

    @Test(arguments: [
        ("nothing", "", MultipartError.Code.boundaryNotFound), ("another boundary", "--C\n\n1\n--C--", .boundaryNotFound),
        ("zero parts", "--B--\n", .noParts),
        ("cut in the data", part + "--B\nContent-Disposition: form-data; name=b\n\n1", .truncated),
        ("cut in the headers", "--B\nContent-Dispo", .truncated), ("cut in the last boundary", part + "--B-", .truncated),
        ("cut after a boundary", part + "--B", .truncated), ("no closing boundary", part, .truncated),
        ("another boundary's end", part + "--C--", .truncated), ("more on a boundary's line", "--B x\n", .invalidDelimiterLine),
        ("more on the closing boundary's line", part + "--B--x", .dataAfterClosing),
        ("no headers", "--B\n\n1\n--B--", .invalidDisposition),
        ("only other headers", "--B\nContent-Type: text/plain\n\n1\n--B--", .invalidDisposition),
        ("a header without a colon", "--B\nContent\n\n1\n--B--", .invalidHeader),
        ("a header without a name", "--B\n: x\n\n1\n--B--", .invalidHeader),
        ("a blank before the colon", "--B\nContent-Disposition : form-data; name=a\n\n1\n--B--", .invalidHeader),
        ("a fold before any header", "--B\n Content-Disposition: form-data; name=a\n\n1\n--B--", .invalidHeader),
        ("NUL in a header", "--B\nContent-Disposition: form-data; name=\"a\0\"\n\n1\n--B--", .invalidHeader),
        ("a return in a header", "--B\nContent-Disposition: form-data; name=\"a\rb\"\n\n1\n--B--", .invalidHeader),
        ("no form-data", "--B\nContent-Disposition: attachment; name=a\n\n1\n--B--", .invalidDisposition),
        ("no name", "--B\nContent-Disposition: form-data; filename=a\n\n1\n--B--", .missingName),
        ("two names", "--B\nContent-Disposition: form-data; name=a; name=b\n\n1\n--B--", .invalidDisposition),
        ("an open quotation", "--B\nContent-Disposition: form-data; name=\"a\n\n1\n--B--", .invalidDisposition),
        (
            "two dispositions", "--B\nContent-Disposition: form-data; name=a\ncontent-disposition: form-data; name=b\n\n1\n--B--",
            .duplicateHeader
        ),
        (
            "nested", "--B\nContent-Disposition: form-data; name=a\nContent-Type: Multipart/Mixed; boundary=C\n\n--C--\n--B--",
            .nestedMultipart
        ),
    ])
    func refusesBrokenBodies(_ what: String, body: String, code: MultipartError.Code) throws {
        #expect(try refusal(of: bytes(body)) == code, "\(what)")
        #expect(try refusal(of: bytes(body), chunks: [1]) == code, "\(what), byte by byte")
    }

    @Test(arguments: [
        "--B\nContent-Disposition: form-data; name=a\n\n1\n--B--\n",
        "--B\r\nContent-Disposition: form-data; name=a\n\r\n1\r\n--B--\r\n",
        "--B \nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--B--\r\n",
    ])
    func refusesBareLineFeeds(body: String) throws {
        #expect(try refusal(of: Array(body.utf8)) == .bareLineFeed)
    }

    @Test func refusesHeadersThatAreNotUTF8() throws {
        let body = bytes("--B\nContent-Disposition: form-data; name=a; filename=\"") + [0xE9] + bytes("\"\n\n1\n--B--")
        #expect(try refusal(of: body) == .notUTF8)
    }

    @Test(arguments: [
        (part, MultipartLimits(parts: 1), MultipartError.Code.tooManyParts),
        ("", MultipartLimits(headerBytes: 44), .headersTooLong),
        ("", MultipartLimits(nameBytes: 3), .nameTooLong), ("", MultipartLimits(fieldBytes: 4), .fieldTooLong),
        ("four", MultipartLimits(preambleBytes: 3), .preambleTooLong), ("", MultipartLimits(epilogueBytes: 3), .epilogueTooLong),
        ("", MultipartLimits(paddingBytes: 1), .invalidDelimiterLine),
    ])
    func keepsEveryLimit(before: String, limits: MultipartLimits, code: MultipartError.Code) throws {
        let start = before.isEmpty || before.hasSuffix("\n") ? before : before + "\n"
        let body = bytes(start + "--B  \nContent-Disposition: form-data; name=four\n\nvalue\n--B--\nfour")
        #expect(try refusal(of: body, limits: limits) == code)
        #expect(try refusal(of: body, chunks: [1], limits: limits) == code)
        #expect(try refusal(of: body) == nil)
    }

    @Test func keepsTheLimitOfFileNames() throws {
        let body = bytes("--B\nContent-Disposition: form-data; name=a; filename=a; filename*=UTF-8''%C3%A9t\n\n1\n--B--")
        #expect(try refusal(of: body, limits: MultipartLimits(fileNameBytes: 2)) == .fileNameTooLong)
        #expect(try refusal(of: body, limits: MultipartLimits(fileNameBytes: 3)) == nil)
    }

    @Test func limitsFieldsButNotFiles() throws {
        let body = bytes("--B\nContent-Disposition: form-data; name=a; filename=\"\"\n\n12345\n--B--")
        #expect(try readForm(body, limits: MultipartLimits(fieldBytes: 1)).map(\.text) == ["12345"])
    }

    @Test func saysWhereAndWhatToDo() throws {
        let error = try #require(throws: MultipartError.self) {
            try readForm(Self.part + "--B\nsecret\n\n\n--B--")
        }
        #expect(error.part == 2)
        #expect(error.description.contains("part 2") && !error.description.contains("secret"))
        #expect(error.description.hasSuffix("Send it as RFC 7578 describes, as browsers do."))
    }
}
