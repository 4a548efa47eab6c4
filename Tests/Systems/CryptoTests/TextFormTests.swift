import Crypto
import Testing

@Suite struct TextFormTests {
    @Test(arguments: [([], ""), ([0], "00"), ([0xff, 0x0a, 0x10], "ff0a10")] as [([UInt8], String)])
    func writesAndReadsHexadecimal(bytes: [UInt8], text: String) {
        #expect(Hexadecimal.encode(bytes) == text)
        #expect(Hexadecimal.decode(text) == bytes)
        #expect(Hexadecimal.decode(text.uppercased()) == bytes)
    }

    @Test(arguments: ["0", "0g", " 00", "00 ", "é", "-1"])
    func refusesWhatIsNotHexadecimal(text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }

    /// RFC 4648 section 10, and the two characters in which this alphabet differs.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
        ("~~~?", "fn5-Pw"), ("???", "Pz8_"),
    ])
    func writesAndReadsBase64URL(plain: String, text: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == text)
        #expect(Base64URL.decode(text) == Array(plain.utf8))
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm9v\n", "Zm 9v", "fn5+Pw", "Pz8/", "Zm9v====", "é"])
    func refusesOtherSpellingsOfBase64URL(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
