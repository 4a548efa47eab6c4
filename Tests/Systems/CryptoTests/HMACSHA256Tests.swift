import Crypto
import Testing

@Suite struct HMACSHA256Tests {
    /// RFC 4231, test cases 1, 2, 3, 6 and 7, and the example of GitHub's documentation on webhook signatures.
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131),
            Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
        (
            Array("It's a Secret to Everybody".utf8), Array("Hello, World!".utf8),
            "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        ),
    ])
    func authenticatesThePublishedExamples(key: [UInt8], message: [UInt8], hex: String) throws {
        #expect(try HMACSHA256.authenticate(key: key, message: message).hex == hex)
    }

    @Test func authenticatesNothingUnderAnEmptyKey() throws {
        let code = try HMACSHA256.authenticate(key: [], message: [])
        #expect(code.hex == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }
}

@Suite struct RunningHMACTests {
    @Test(arguments: [0, 1, 31, 32, 63, 64, 65, 200]) func givesTheSameInPieces(_ keyBytes: Int) throws {
        let key = (0..<keyBytes).map { UInt8($0 % 251) }
        let message = (0..<1000).map { UInt8($0 % 255) }
        for size in [1, 7, 64, 999, 1000] {
            let running = try RunningHMAC(key: key)
            var rest = message[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(size))
                unsafe running.update(piece.span.bytes)
                rest = rest.dropFirst(size)
            }
            #expect(try running.finalize() == HMACSHA256.authenticate(key: key, message: message))
        }
    }
}
