import Crypto
import Testing

@Suite struct ConstantTimeTests {
    @Test(arguments: [
        ("", "", true), ("a", "a", true), ("a", "b", false), ("a", "", false), ("secret", "secres", false), ("ab", "abc", false),
    ])
    func tellsEqualSecretsFromOthers(a: String, b: String, expected: Bool) {
        #expect(ConstantTime.equal(a, b) == expected)
        #expect(ConstantTime.equal(Array(a.utf8), Array(b.utf8)) == expected)
    }
}
