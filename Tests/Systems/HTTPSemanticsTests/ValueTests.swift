import FoundationEssentials
import HTTPSemantics
import Testing

private let now = Date(timeIntervalSince1970: 1_790_000_000)  // 21 September 2026

@Suite struct HTTPDateTests {
    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ])
    func readsAllThreeForms(text: String) {
        #expect(HTTPDate.parse(text, now: now) == Date(timeIntervalSince1970: 784_111_777))
    }

    @Test(arguments: [
        "", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 29 Feb 2023 00:00:00 GMT",
    ])
    func refusesEverythingElse(text: String) {
        #expect(HTTPDate.parse(text, now: now) == nil)
    }

    @Test(arguments: [
        (0.0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777.9, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
    ])
    func writesTheCurrentForm(seconds: Double, expected: String) {
        #expect(HTTPDate.format(Date(timeIntervalSince1970: seconds)) == expected)
    }

    @Test func takesATwoDigitYearForTheNearestCentury() throws {
        let ahead = try #require(HTTPDate.parse("Friday, 01-Jan-70 00:00:00 GMT", now: now))
        #expect(HTTPDate.format(ahead).contains("2070"))
        let behind = try #require(HTTPDate.parse("Friday, 01-Jan-77 00:00:00 GMT", now: now))
        #expect(HTTPDate.format(behind).contains("1977"))
    }

    @Test func readsBackEveryDayItWrites() {
        for day in stride(from: -30_000.0, through: 60_000, by: 7) {
            let date = Date(timeIntervalSince1970: day * 86_400 + 3661)
            #expect(HTTPDate.parse(HTTPDate.format(date), now: now) == date)
        }
    }
}

@Suite struct RetryAfterTests {
    @Test(
        arguments: [
            ("120", .seconds(120)), ("0", .seconds(0)), (HTTPDate.format(now.addingTimeInterval(90)), .seconds(90)),
            (HTTPDate.format(now.addingTimeInterval(-90)), .seconds(0)), ("99999999999999999999", .seconds(315_360_000)),
            ("-1", nil), ("1.5", nil), ("", nil), ("soon", nil), ("１", nil),
        ] as [(String, Duration?)])
    func givesTheWait(value: String, expected: Duration?) {
        #expect(RetryAfter(value, now: now)?.delay(from: now) == expected)
    }
}

@Suite struct ByteRangeTests {
    @Test(
        arguments: [
            (nil, 10, .whole), ("bytes=0-4", 10, .part(0..<5)), ("BYTES=2-", 10, .part(2..<10)), ("bytes=-3", 10, .part(7..<10)),
            ("bytes=-30", 10, .part(0..<10)), ("bytes=5-99999999999999999999", 10, .part(5..<10)), ("bytes=9-9", 10, .part(9..<10)),
            ("bytes=10-", 10, .unsatisfiable), ("bytes=10-12", 10, .unsatisfiable), ("bytes=-0", 10, .unsatisfiable),
            ("bytes=0-", 0, .unsatisfiable), ("bytes=-5", 0, .unsatisfiable),
            ("bytes=4-2", 10, .whole), ("bytes=0-1,3-4", 10, .whole), ("bytes=", 10, .whole), ("bytes=-", 10, .whole),
            ("bytes=a-b", 10, .whole), ("bytes=+1-2", 10, .whole), ("items=0-4", 10, .whole), ("bytes 0-4", 10, .whole),
            ("", 10, .whole),
            ("bytes=--5", 10, .whole), ("bytes=1-2-3", 10, .whole),
        ] as [(String?, Int64, ByteRange)])
    func selects(field: String?, length: Int64, expected: ByteRange) {
        #expect(ByteRange(field, length: length) == expected)
    }

    @Test func writesContentRange() {
        #expect(ByteRange.part(2..<5).contentRange(length: 10) == "bytes 2-4/10")
        #expect(ByteRange.unsatisfiable.contentRange(length: 10) == "bytes */10")
        #expect(ByteRange.whole.contentRange(length: 10) == nil)
    }
}

@Suite struct PercentEncodingTests {
    @Test(
        arguments: [
            ("a%20b", "a b"), ("a+b", "a+b"), ("%E2%82%AC", "€"), ("%e2%82%ac", "€"), ("", ""), ("%", nil), ("%2", nil),
            ("%zz", nil),
            ("%+1", nil), ("a%ff", nil), ("%00", "\0"), ("%2e%2E%2f", "../"),
        ] as [(String, String?)])
    func decodesStrictly(text: String, expected: String?) {
        #expect(PercentEncoding.decode(text) == expected)
    }

    @Test(arguments: ["", "a b", "€/?#&=+%", "\0\r\n", "-._~"])
    func decodesWhatItEncodes(text: String) {
        let encoded = PercentEncoding.encode(text)
        #expect(PercentEncoding.decode(encoded) == text)
        #expect(PercentEncoding.decodeQuery(encoded) == text)
        #expect(!encoded.contains { "/?#&=+\r\n ".contains($0) })
    }

    @Test(
        arguments: [
            ("a=1&b=2", ["a:1", "b:2"]), ("a=x+y%2Bz", ["a:x y+z"]), ("a&b=", ["a:", "b:"]), ("a=b=c", ["a:b=c"]),
            ("&&a=1&", ["a:1"]),
            ("=v", [":v"]), ("a=1&a=2", ["a:1", "a:2"]), ("", []), ("a=%", nil), ("%zz=a", nil),
        ] as [(String, [String]?)])
    func takesAQueryApart(query: String, expected: [String]?) {
        #expect(PercentEncoding.pairs(ofQuery: query)?.map { "\($0.name):\($0.value)" } == expected)
    }
}
