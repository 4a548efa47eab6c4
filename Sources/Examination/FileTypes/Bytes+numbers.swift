extension [UInt8] {
    /// A little-endian number of up to seven bytes; `nil` when they are not all there.
    func little(_ width: Int, at place: Int) -> Int? {
        guard place >= 0, place <= count - width else { return nil }
        var number = 0
        for index in stride(from: place + width - 1, through: place, by: -1) { number = number << 8 | Int(self[index]) }
        return number
    }

    /// A big-endian number; `nil` when its bytes are not all there, or it has eight of them and is larger than any file.
    func big(_ width: Int, at place: Int) -> Int? {
        guard place >= 0, place <= count - width, width < 8 || self[place] < 0x40 else { return nil }
        var number = 0
        for index in place..<place + width { number = number << 8 | Int(self[index]) }
        return number
    }

    /// Whether these bytes stand at a place.
    func has(_ pattern: [UInt8], at place: Int = 0) -> Bool {
        guard place >= 0, place <= count - pattern.count else { return false }
        for index in pattern.indices where self[place + index] != pattern[index] { return false }
        return true
    }

    /// Whether this text stands at a place.
    func has(_ text: String, at place: Int = 0) -> Bool { has(Array(text.utf8), at: place) }

    /// The first place at which these bytes stand, if it is in front of a limit.
    func place(of pattern: [UInt8], before limit: Int = .max) -> Int? {
        guard let first = pattern.first, count >= pattern.count else { return nil }
        let last = Swift.min(count - pattern.count, limit == .max ? limit : limit - 1)
        var index = 0
        while index <= last {
            if self[index] == first, has(pattern, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// Whether this text stands anywhere.
    func contains(text: String) -> Bool { place(of: Array(text.utf8)) != nil }
}
