import Crypto
import Testing

@Suite struct SecureRandomTests {
    @Test(arguments: [0, 1, 10, 32, 4096])
    func givesAsManyBytesAsAsked(count: Int) throws {
        #expect(try SecureRandom.bytes(count).count == count)
    }

    @Test func neverGivesTheSameTwice() throws {
        let drawn = try Set((0..<100).map { _ in try SecureRandom.bytes(16) })
        #expect(drawn.count == 100)
    }
}
