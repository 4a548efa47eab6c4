import Crypto
import Testing

@Suite struct DigestTests {
    @Test func comparesEveryByte() throws {
        let digest = try SHA256.hash(Array("abc".utf8))
        for index in 0..<Digest.byteCount {
            var bytes = digest.bytes
            bytes[index] ^= 1
            #expect(Digest(bytes) != digest)
        }
        #expect(Digest(digest.bytes) == digest)
        #expect(Digest(hex: digest.hex.uppercased()) == digest)
    }

    @Test(arguments: [0, 1, 31, 33])
    func refusesOtherLengths(count: Int) {
        #expect(Digest([UInt8](repeating: 0, count: count)) == nil)
    }

    @Test(arguments: [
        "", "ba78", String(repeating: "g", count: 64), String(repeating: "0", count: 63), "0x" + String(repeating: "0", count: 62),
    ])
    func refusesWhatIsNotHexadecimal(text: String) {
        #expect(Digest(hex: text) == nil)
    }
}
