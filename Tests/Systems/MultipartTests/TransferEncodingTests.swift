import Multipart
import Testing

@Suite struct TransferEncodingTests {
    @Test(arguments: [
        ("base64", "", ""), ("base64", "YQ==", "a"), ("base64", "YWI=", "ab"), ("base64", "YWJj", "abc"),
        ("BASE64", "YWJjZA==", "abcd"),
        ("base64", "YW\nJj\nZA\n==\n", "abcd"), ("base64", "Pz8/Pj4+", "???>>>"),
        ("quoted-printable", "", ""), ("quoted-printable", "a=3Db", "a=b"), ("Quoted-Printable", "=c3=A9", "é"),
        ("quoted-printable", "one=\ntwo\nthree\n", "onetwo\r\nthree\r\n"), ("quoted-printable", "a b\tc=20\nd", "a b\tc \r\nd"),
        ("quoted-printable", "=0D=0A--B--=\n", "\r\n--B--"), ("quoted-printable", "a=0Ab=0D", "a\nb\r"),
        ("7bit", "YQ==", "YQ=="), ("8bit", "a=3D", "a=3D"), ("binary", "a=3D", "a=3D"),
    ])
    func decodesHoweverTheBodyIsCut(_ encoding: String, text: String, decoded: String) throws {
        let body = Self.body(encoding, bytes(text))
        for size in 1...body.count {
            let parts = try readForm(body, chunks: [size])
            #expect(parts.map(\.text) == [decoded], "\(size) bytes at a time")
            #expect(parts.map(\.isComplete) == [true])
        }
    }

    @Test(arguments: [
        ("base64", "Y"), ("base64", "YQ"), ("base64", "YQ="), ("base64", "YWI"), ("base64", "YR=="), ("base64", "YWJ="),
        ("base64", "YQ==YQ=="), ("base64", "YQ==="), ("base64", "===="), ("base64", "="), ("base64", "Y=Q="), ("base64", "YQ= ="),
        ("base64", "YW-j"), ("base64", "YW_j"), ("base64", "YWé"), ("base64", "YWJj\0"),
        ("quoted-printable", "a="), ("quoted-printable", "a=\n\nb="), ("quoted-printable", "=3"), ("quoted-printable", "=3G"),
        ("quoted-printable", "=G3"), ("quoted-printable", "= \na"), ("quoted-printable", "a \nb"), ("quoted-printable", "a "),
        ("quoted-printable", "a\t"), ("quoted-printable", "é"), ("quoted-printable", "a\0"), ("quoted-printable", "a\u{7F}"),
    ])
    func refusesWhatIsNotEncodedSo(_ encoding: String, text: String) throws {
        for chunks in [[], [1], [3, 2]] {
            #expect(try refusal(of: Self.body(encoding, bytes(text)), chunks: chunks) == .invalidEncoding)
        }
    }

    @Test(arguments: ["a\r", "a\rb", "a\nb", "=\n", "=\r"]) func refusesLoneReturnsAndFeedsInQuotedPrintable(text: String) throws {
        #expect(try refusal(of: Self.body("quoted-printable", Array(text.utf8))) == .invalidEncoding)
    }

    @Test(arguments: ["gzip", "x-uuencode", "base64, base64", ""]) func refusesOtherEncodings(encoding: String) throws {
        #expect(try refusal(of: Self.body(encoding, [])) == .transferEncoding)
    }

    /// Every byte there is, as Foundation or any other encoder would write it, in files longer than a piece.
    @Test func decodesLongFiles() throws {
        let data = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 256) }
        let printable = data.flatMap { Array("=\(String($0 >> 4, radix: 16))\(String($0 & 15, radix: 16))".utf8) }
        for (encoding, text) in [("base64", Self.base64(data)), ("quoted-printable", printable)] {
            #expect(try readForm(Self.body(encoding, text)).map(\.data) == [data])
            #expect(try readForm(Self.body(encoding, text), chunks: [4099, 1, 16_385]).map(\.data) == [data])
        }
    }

    private static func body(_ encoding: String, _ text: [UInt8]) -> [UInt8] {
        bytes("--B\nContent-Disposition: form-data; name=a; filename=b\nContent-Transfer-Encoding: \(encoding)\n\n") + text
            + bytes("\n--B--")
    }

    private static func base64(_ data: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: data.count, by: 3) {
            let group = data[start..<min(start + 3, data.count)] + [0, 0]
            let bits = group.prefix(3).reduce(0) { $0 << 8 | Int($1) }
            let digits = stride(from: 18, through: 0, by: -6).map { alphabet[bits >> $0 & 63] }
            text += digits.prefix(min(3, data.count - start) + 1)
            text += Array(repeating: UInt8(ascii: "="), count: max(0, 3 - (data.count - start)))
        }
        return text
    }
}
