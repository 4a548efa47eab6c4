import JSON
import Testing

struct JSONTests {
    @Test(arguments: [
        "{}", "[]", #"{"a":[1,-2.5,true,false,null,"x\n\t\"\\"],"b":{"c":{}}}"#, #""äß😀""#, "0", "-0.5", "1e+30",
        "-9223372036854775808",
        #"{"url":"https://a/b","a":1}"#,
    ])
    func writesWhatItRead(_ text: String) throws {
        let json = try JSON(parsing: Array(text.utf8))
        #expect(json.text == text)
        #expect(try JSON(parsing: json.bytes) == json)
        #expect(try JSON(parsing: Array(json.indentedText.utf8)) == json)
    }

    @Test func keepsNumbersAndFlagsApart() throws {
        #expect(try JSON(parsing: Array("[true,1,0,false,1.5]".utf8)) == [true, 1, 0, false, .number(1.5)])
        #expect(try JSON(parsing: Array("12 ".utf8)).integer == 12)
        #expect(try JSON(parsing: Array("1.0".utf8)).integer == 1)
    }

    @Test func escapesWhatATerminalCouldObey() {
        #expect(JSON.string("\u{1b}[31m\u{7f}\u{9b}é\r").text == #""\u001b[31m\u007f\u009bé\u000d""#)
    }

    @Test func writesForPeople() {
        let json: JSON = ["a": [1, 2], "b": [["c": []]], "d": .object([])]
        #expect(
            json.indentedText == """
                {
                  "a": [1, 2],
                  "b": [
                    {
                      "c": []
                    }
                  ],
                  "d": {}
                }
                """)
    }

    @Test(arguments: [
        ("", JSONError.Code.truncated), ("{", .truncated), (#""abc"#, .truncated), ("-", .truncated), ("tru", .truncated),
        ("[1,]", .malformed),
        (#"{"a":1,}"#, .malformed), ("01", .malformed), ("1.", .truncated), (#""\x""#, .malformed), ("\"\n\"", .malformed),
        ("1 2", .malformed), ("{a:1}", .malformed), ("'x'", .malformed), ("1e999", .numberTooLarge),
        (#"{"a":1,"a":2}"#, .duplicateMember),
        (#"{"b":{"a":1,"\u0061":2}}"#, .duplicateMember), (String(repeating: "[", count: 33), .tooDeep),
        (String(repeating: "9", count: 65), .numberTooLong), ("\u{FEFF}", .truncated), ("\u{FEFF}\u{FEFF}1", .malformed),
        ("1\u{FEFF}", .malformed), ("null null", .malformed), ("]", .malformed), ("[}", .malformed),
    ])
    func refusesWhatIsNoJSON(_ text: String, _ code: JSONError.Code) {
        #expect(#expect(throws: JSONError.self) { try JSON(parsing: Array(text.utf8)) }?.code == code)
    }

    @Test func refusesBytesThatAreNoUTF8() {
        #expect(#expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xff, 0x22]) }?.code == .notUTF8)
    }

    @Test func saysWhereAndNothingOfTheText() throws {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: Array(#"{"secret":1,"secret":2}"#.utf8)) }
        #expect(error?.offset == 19 && error?.name == "secret")
        #expect(error?.description.contains("byte 19") == true && error?.description.contains("secret") == false)
    }

    /// RFC 8259, section 8.2: what writers leave that cut a text in the middle of a character.
    @Test(arguments: [
        (#""\ud83d\ude00""#, "😀"), (#""cut \ud83d""#, "cut \u{FFFD}"), (#""\ude00 cut""#, "\u{FFFD} cut"),
        (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83d\n""#, "\u{FFFD}\n"),
        (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\\""#, "\u{FFFD}\\"),
    ])
    func readsHalfACharacterAsUnknown(_ text: String, _ expected: String) throws {
        #expect(try JSON(parsing: Array(text.utf8)) == .string(expected))
        #expect(try JSON(parsing: Array("{\(text):1}".utf8)) == .object([.init(expected, 1)]))
        var pieces = ""
        try inPieces(Array(text.utf8)) { if case .text(let bytes) = $0 { pieces += Self.string(bytes) } }
        #expect(pieces == expected)
    }

    /// RFC 8259, section 8.1.
    @Test func skipsAByteOrderMark() throws {
        #expect(try JSON(parsing: Array("\u{FEFF} {\"a\":1}".utf8)) == ["a": 1])
        var ended = false
        try inPieces(Array("\u{FEFF}{}".utf8)) { if case .objectEnded = $0 { ended = true } }
        #expect(ended)
    }

    @Test func takesTheLastOfTwoWhereItIsToldTo() throws {
        let json = try JSON(parsing: Array(#"{"a":1,"b":2,"a":{"c":1,"c":2}}"#.utf8), duplicates: .lastCounts)
        #expect(json == ["a": ["c": 2], "b": 2])
    }

    @Test func staysWithinItsLimits() {
        var limits = JSONLimits()
        limits.values = 3
        limits.members = 1
        #expect(throws: Never.self) { try JSON(parsing: Array("[1,2]".utf8), limits: limits) }
        #expect(
            #expect(throws: JSONError.self) { try JSON(parsing: Array("[1,2,3]".utf8), limits: limits) }?.code == .tooManyValues)
        #expect(
            #expect(throws: JSONError.self) { try JSON(parsing: Array(#"{"a":1,"b":2}"#.utf8), limits: limits) }?.code
                == .tooManyMembers)
        let many = Array("[\(String(repeating: "0,", count: 1_000_000))0]".utf8)
        #expect(#expect(throws: JSONError.self) { try JSON(parsing: many) }?.code == .tooManyValues)
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(#expect(throws: JSONError.self) { try JSON(parsing: deep) }?.code == .tooDeep)
    }

    @Test func looksIntoWhatMayNotBeThere() throws {
        var json: JSON = ["a": ["b": ["c"]], "n": .null]
        #expect(json["a"]["b"].array?.first.string == "c" && json["a"]["x"]["y"].string == nil && json["n"] == nil)
        json["a"] = nil
        json["n"] = "new"
        json["z"] = 1
        #expect(json == ["n": "new", "z": 1])
    }

    private func inPieces(_ bytes: [UInt8], _ take: (borrowing JSONTokenizer.Token) -> Void) throws {
        var tokenizer = JSONTokenizer()
        for byte in bytes { try unsafe tokenizer.parse([byte].span.bytes) { take($0) } }
        try tokenizer.finish { take($0) }
    }

    private static func string(_ bytes: RawSpan) -> String {
        unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
