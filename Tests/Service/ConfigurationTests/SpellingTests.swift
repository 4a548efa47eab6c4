import Testing

@testable import Configuration

struct SpellingTests {
    @Test(
        arguments: [
            ("maximunSize", "maximumSize"), ("clientID", "clientId"), ("prot", "port"), ("addres", "address"), ("colour", nil),
            ("x", nil),
        ] as [(String, String?)])
    func guessesWhatWasMeant(_ word: String, _ meant: String?) {
        #expect(Spelling.nearest(to: word, in: ["maximumSize", "clientId", "port", "address"]) == meant)
    }

    @Test(arguments: [("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("same", "same", 0)] as [(String, String, Int)])
    func countsTheEditsBetweenTwoWords(_ a: String, _ b: String, _ edits: Int) {
        #expect(Spelling.distance(a, b) == edits)
        #expect(Spelling.distance(b, a) == edits)
    }
}
