import HTMLSanitizer
import Testing

/// What counts in the end: that nothing runs in a real browser.
struct BrowserTests {
    private let sanitizer = HTMLSanitizer()

    @Test func nothingOfWhatIsCleanedRunsInChromium() async throws {
        let others = try Vectors.others()
        #expect(others.count == (Vectors.folder == nil ? 0 : 112))
        let payloads = Vectors.own + others
        // Harmless even where it would be refused, as HTML and as plain text.
        let cleaned = payloads.flatMap { [sanitizer.html($0).text, sanitizer.plain($0).text] }
        #expect(try await Browser.attempts(of: cleaned) == [])
    }

    /// The other half of the proof: the browser does tell.
    @Test func chromiumTellsOfWhatIsNotCleaned() async throws {
        let attempts = try await Browser.attempts(of: [
            "<img src=x onerror=alert(1)>", "<a href='java\tscript:alert(2)'>x</a>", "<script>alert(3)</script>",
            "<svg onload=alert(4)>",
        ])
        for kind in ["script-src-attr", "script-src-elem", "img-src", "SCRIPT", "svg", "onerror=alert(1)"] {
            #expect(attempts.contains { $0.hasPrefix(kind) }, "\(kind) in \(attempts)")
        }
    }
}
