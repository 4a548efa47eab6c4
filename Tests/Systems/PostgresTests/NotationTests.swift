import Testing

@testable import Postgres

@Suite struct NotationTests {
    @Test(arguments: [
        ("SELECT 1", "SELECT 1"), ("? + ?", "$1 + $2"), ("?2 + ?1, ?12", "$2 + $1, $12"), ("?", "$1"),
        ("a = ?::text", "a = $1::text"), (#"LIKE ? ESCAPE '\'"#, #"LIKE $1 ESCAPE '\'"#),
    ])
    func numbersTheParameters(_ sql: String, _ numbered: String) {
        #expect(PlaceholderNotation.numbered(sql) == numbered)
    }

    @Test(arguments: ["", "abc", "\u{0}", "\u{1a}", "\u{1a}0", "\u{0}\u{1a}1\u{1a}", "ü\u{0}ü"])
    func storesEveryText(_ text: String) {
        let stored = StoredText.encode(text)
        #expect(!stored.utf8.contains(0))
        #expect(StoredText.decode(stored.utf8) == text)
    }

    /// Written by somebody else, whatever it is: read without harm.
    @Test(arguments: ["\u{1a}", "\u{1a}x", "a\u{1a}"]) func readsWhatItHasNotWritten(_ text: String) {
        #expect(StoredText.decode(text.utf8).utf8.count <= text.utf8.count)
    }
}
