import Foundation
import HTTPSemantics
import Testing

@Suite struct Base64DecoderTests {
    private func decode(_ text: String, pieces size: Int, skipsLineBreaks: Bool = false) throws(Base64Error) -> [UInt8] {
        var decoder = Base64Decoder(skipsLineBreaks: skipsLineBreaks)
        var bytes: [UInt8] = []
        let text = Array(text.utf8)
        for start in stride(from: 0, to: text.count, by: size) {
            try unsafe decoder.decode(text.span.bytes.extracting(start..<min(start + size, text.count)), into: &bytes)
        }
        try decoder.finish()
        return bytes
    }

    @Test func decodesWhatFoundationEncodes() throws {
        for count in 0...70 {
            let data = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count &* 11) })
            for size in 1...5 { #expect(try decode(data.base64EncodedString(), pieces: size) == Array(data)) }
            let lines = data.base64EncodedString(options: .lineLength64Characters)
            #expect(try decode(lines, pieces: 3, skipsLineBreaks: true) == Array(data))
        }
    }

    @Test(arguments: [
        "A", "AA", "AAA", "A=", "A==", "A===", "=", "====", "AA=A", "AA==A", "AA==AAAA", "AA===", "AAA==", "AB==", "AAB=", "AA-_",
        "AA AA",
        "AAAA\n", "AA\0A", "ÄAAA",
    ])
    func refusesAnythingElse(text: String) {
        for size in [1, 2, 100] { #expect(throws: Base64Error.self) { try decode(text, pieces: size) } }
    }
}
