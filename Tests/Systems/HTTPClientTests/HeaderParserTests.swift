import HTTPSemantics
import Testing

@testable import HTTPClient

struct HeaderParserTests {
    func parse(_ lines: [String], maximumBytes: Int = 1000) throws -> ResponseHead? {
        var parser = HeaderParser(maximumBytes: maximumBytes)
        for line in lines { try parser.take(Array((line + "\r\n").utf8)) }
        return parser.head
    }

    @Test func readsStatusAndFields() throws {
        let head = try #require(try parse(["HTTP/1.1 404 Not Found", "A: 1", "B:\t two words \t", "a:3", "C:", ""]))
        #expect(head.status == 404)
        #expect(head.fields.values(of: "A") == ["1", "3"])
        #expect(head.fields["B"] == "two words" && head.fields["C"] == "")
    }

    @Test func readsAStatusLineWithoutAReason() throws {
        #expect(try parse(["HTTP/2 200", ""])?.status == 200)
    }

    @Test func forgetsInterimAnswersAndPassesOverTrailers() throws {
        let head = try parse(["HTTP/1.1 103 Early Hints", "A: 1", "", "HTTP/1.1 200 OK", "B: 2", "", "C: 3"])
        #expect(head?.fields.all.map(\.name) == ["B"])
    }

    @Test(arguments: [
        ["A: 1"], ["HTTP/1.1 200 OK", "no colon"], ["HTTP/1.1 200 OK", ": x"], ["HTTP/1.1 200 OK", "A: 1", " folded"],
        ["HTTP/1.1 200 OK", "A : 1"], ["HTTP/1.1"], ["HTTP/1.1 99 X"], ["HTTP/1.1 2000 X"], ["HTTP/1.1 abc X"], [""],
    ])
    func refusesWhatIsNotAHeader(lines: [String]) {
        #expect(throws: HeaderParser.Problem.malformed) { try parse(lines + [""]) }
    }

    @Test(arguments: [
        ["Content-Length: 5", "Content-Length: 6"], ["Content-Length: 5, 6"], ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 5"], ["Content-Length: -5"], ["Content-Length: 5x"], ["Content-Length:"],
        ["Content-Length: 5,"],
    ])
    func refusesContradictingLengths(lines: [String]) {
        #expect(throws: HeaderParser.Problem.malformed) { try parse(["HTTP/1.1 200 OK"] + lines + [""]) }
    }

    /// RFC 9112, section 6.3: the same number several times is that number.
    @Test(arguments: [["Content-Length: 5", "content-length: 5"], ["Content-Length: 5, 5"], ["Content-Length: 05 ,\t5"]])
    func takesOneLengthSaidTwice(lines: [String]) throws {
        #expect(try parse(["HTTP/1.1 200 OK"] + lines + [""])?.status == 200)
    }

    @Test func countsInterimAnswersAndTrailersTowardsTheLimit() throws {
        let lines = ["HTTP/1.1 103 E", "", "HTTP/1.1 200 OK", "", "T: 1"]  // 16 + 2 + 17 + 2 + 6
        #expect(try parse(lines, maximumBytes: 43) != nil)
        #expect(throws: HeaderParser.Problem.tooLarge) { try parse(lines, maximumBytes: 42) }
    }
}
