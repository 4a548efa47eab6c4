import Notation
import Testing

struct NotationTests {
    @Test(
        arguments: [
            ("15m", .seconds(900)), ("1h30m", .seconds(5400)), ("500ms", .milliseconds(500)), ("7d", .seconds(604_800)),
            ("0s", .zero),
            ("1d2h3m4s5ms", .milliseconds(93_784_005)), ("999999999d", .seconds(86_399_999_913_600)),
        ] as [(String, Duration)])
    func readsAndWritesDurations(_ text: String, _ duration: Duration) {
        #expect(DurationNotation.parse(text) == duration)
        #expect(DurationNotation.write(duration) == text)
    }

    @Test(arguments: ["90m", "120s", "1000ms"])
    func readsDurationsThatCouldBeWrittenShorter(_ text: String) throws {
        let duration = try #require(DurationNotation.parse(text))
        #expect(DurationNotation.parse(DurationNotation.write(duration)) == duration)
    }

    @Test(arguments: ["", "15", "m", "15 m", "-5m", "1.5h", "5m1h", "5m5m", "5x", "15M", "1h ", "9999999999d", "٣m"])
    func refusesWhatIsNoDuration(_ text: String) {
        #expect(DurationNotation.parse(text) == nil)
    }

    @Test(
        arguments: [
            ("10MB", 10_000_000), ("10MiB", 10_485_760), ("1kB", 1000), ("1KiB", 1024), ("2GB", 2_000_000_000),
            ("3GiB", 3_221_225_472),
            ("0B", 0), ("7B", 7), ("1536KiB", 1_572_864),
        ] as [(String, Int64)])
    func readsAndWritesSizes(_ text: String, _ bytes: Int64) {
        #expect(SizeNotation.parse(text) == bytes)
        #expect(SizeNotation.write(bytes) == text)
    }

    @Test(arguments: [("10 mb", 10_000_000), ("512", 512), ("1Kb", 1000)] as [(String, Int64)])
    func readsSizesGenerously(_ text: String, _ bytes: Int64) {
        #expect(SizeNotation.parse(text) == bytes)
    }

    @Test(arguments: ["", "MB", "-1", "1.5MB", "10M", "10XB", "9223372036854775808", "9223372036854775807GB", "１MB"])
    func refusesWhatIsNoSize(_ text: String) {
        #expect(SizeNotation.parse(text) == nil)
    }
}
