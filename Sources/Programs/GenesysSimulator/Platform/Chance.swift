/// Hits so many times in a hundred, in an order that its seed decides (SplitMix64).
struct Chance: Sendable {
    private let percent: UInt64
    private var state: UInt64

    init(percent: Int, seed: Int) {
        self.percent = UInt64(max(0, percent))
        state = UInt64(max(0, seed))
    }

    mutating func hits() -> Bool {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return (mixed ^ (mixed >> 31)) % 100 < percent
    }
}
