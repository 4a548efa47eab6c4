import HTTPSemantics
import Testing

@Suite struct HTTPFieldsTests {
    @Test func looksNamesUpWithoutRegardToCaseAndKeepsOrder() {
        var fields: HTTPFields = ["X-A": "1", "x-a": "2", "B": "3"]
        #expect(fields["x-A"] == "1")
        #expect(fields.values(of: "X-a") == ["1", "2"])
        fields["X-A"] = "9"
        #expect(fields.all.map(\.value) == ["3", "9"])
        fields["B"] = nil
        #expect(fields["b"] == nil)
    }

    @Test func knowsOnlyTheCaseOfAscii() {
        // The Kelvin sign lower-cases to a plain k.
        let fields: HTTPFields = ["\u{212A}ey": "no"]
        #expect(fields["key"] == nil)
    }

    @Test(arguments: [
        ("X-A", "fine", true), ("X-A", "a\tb", true), ("X-A", "caf\u{E9}", true), ("X-A", "", true), ("", "a", false),
        ("X A", "a", false),
        ("X-A", "a\r\nSet-Cookie: b", false), ("X-A", "a\nb", false), ("X-A", "a\0", false), ("X:A", "a", false),
    ])
    func refusesLinesThatWouldSplitAnAnswer(name: String, value: String, isValid: Bool) {
        let fields: HTTPFields = [name: value]
        #expect(fields.all.first?.isValid == isValid)
    }
}

@Suite struct MediaTypeTests {
    @Test(arguments: [
        ("text/plain", "text/plain"),
        (" Text/PLAIN ; Charset=UTF-8 ", "text/plain; charset=UTF-8"),
        ("multipart/form-data; boundary=\"a b\\\"c\"", "multipart/form-data; boundary=\"a b\\\"c\""),
        ("multipart/form-data; boundary=----x'()+_,", nil),
        ("text/plain;charset=a;charset=b", "text/plain; charset=a"),
        ("text/plain;;charset=a;", "text/plain; charset=a"),
        ("text/plain; charset=\"\"", "text/plain; charset=\"\""),
        ("", nil), ("text", nil), ("text/", nil), ("/plain", nil), ("text /plain", nil), ("text/plain charset=a", nil),
        ("text/plain; charset", nil), ("text/plain; charset=", nil), ("text/plain; charset=\"a", nil),
        ("text/plain, text/html", nil),
        ("text/plain; charset=\"a\0\"", nil),
    ])
    func parses(value: String, expected: String?) {
        #expect(MediaType(value)?.description == expected)
    }

    @Test func givesTheEssenceWithoutParameters() {
        #expect(MediaType("Image/PNG; q=1")?.essence == "image/png")
        #expect(MediaType("a/b; Boundary=X")?.parameters["boundary"] == "X")
    }
}

@Suite struct PreferTests {
    @Test(
        arguments: [
            (["respond-async"], true, nil),
            (["respond-async, wait=10"], true, .seconds(10)),
            (["Wait=5", "wait=9, RESPOND-ASYNC"], true, .seconds(5)),
            (["wait=\"7\"; foo=bar"], false, .seconds(7)),
            (["wait=-1", "wait=x", "wait="], false, nil),
            (["wait=99999999999999999999"], false, .seconds(86_400)),
            ([], false, nil),
        ] as [([String], Bool, Duration?)])
    func reads(values: [String], isAsynchronous: Bool, wait: Duration?) {
        var fields = HTTPFields()
        for value in values { fields.append("Prefer", value) }
        let prefer = Prefer(fields)
        #expect(prefer.respondsAsynchronously == isAsynchronous)
        #expect(prefer.wait == wait)
    }
}
