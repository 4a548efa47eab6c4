import Crypto
import Testing

@Suite struct SHA256Tests {
    /// Examples of NIST's Secure Hash Standard Validation System and of FIPS 180-4.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func hashesTheStandardsExamples(message: String, hex: String) throws {
        #expect(try SHA256.hash(Array(message.utf8)).hex == hex)
    }

    @Test func hashesAMillionLettersWhateverThePieces() throws {
        let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        for size in [1, 63, 64, 65, 4096, 1_000_000] {
            var hasher = SHA256()
            var left = 1_000_000
            while left > 0 {
                let piece = min(size, left)
                hasher.update([UInt8](repeating: UInt8(ascii: "a"), count: piece))
                left -= piece
            }
            #expect(try hasher.finalize().hex == expected)
        }
    }

    @Test func startsOverAfterADigest() throws {
        var hasher = SHA256()
        hasher.update(Array("first".utf8))
        _ = try hasher.finalize()
        hasher.update(Array("abc".utf8))
        #expect(try hasher.finalize() == SHA256.hash(Array("abc".utf8)))
    }

    @Test func emptyPiecesChangeNothing() throws {
        var hasher = SHA256()
        hasher.update([])
        hasher.update(Array("abc".utf8))
        hasher.update([])
        #expect(try hasher.finalize() == SHA256.hash(Array("abc".utf8)))
    }
}
