/// Identifiers of requests: they join a client's complaint, a proxy's log and ours.
enum RequestID {
    /// 128 random bits in hexadecimal.
    @Sendable static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        let (high, low): (UInt64, UInt64) = (generator.next(), generator.next())
        return [high, low].map {
            String(repeating: "0", count: $0.leadingZeroBitCount / 4 - ($0 == 0 ? 1 : 0)) + String($0, radix: 16)
        }.joined()
    }

    /// Whether a client's own can stand in a log and in a field as it is: up to 128 letters, digits, and `-_.`.
    static func isSane(_ id: String) -> Bool {
        1...128 ~= id.utf8.count
            && id.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_.".utf8.contains($0)
                }
            }
    }
}
