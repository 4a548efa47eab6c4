import Testing

@testable import GenesysSimulator

struct JSONTests {
    @Test(arguments: [
        "[true,1,0,\"1\",null,-2.5,{\"a\":[]}]", "{\"a\":{\"b\":false}}", "\"text\"", "12", "{\"url\":\"https://a/b\"}",
    ])
    func writesWhatItRead(_ text: String) throws {
        #expect(String(decoding: try JSON(decoding: Array(text.utf8)).encoded(), as: UTF8.self) == text)
    }

    @Test func keepsNumbersAndFlagsApart() throws {
        #expect(try JSON(decoding: Array("[true,1,0,false]".utf8)) == [true, 1, 0, false])
    }

    @Test(arguments: ["", "{", "{'a':1}", "nul", "{\"a\":1}x", "1e999"])
    func refusesWhatIsNoJSON(_ text: String) {
        #expect(throws: (any Error).self) { try JSON(decoding: Array(text.utf8)) }
    }

    @Test func refusesADocumentThatIsTooDeep() {
        let deep = Array(repeating: UInt8(ascii: "["), count: 100_000)
        #expect(throws: (any Error).self) { try JSON(decoding: deep) }
    }
}
