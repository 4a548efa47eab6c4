/// Fixed bytes by which a format is known.
struct Signature {
    let type: String
    let place: Int
    let bytes: [UInt8]
    /// Bytes behind them that must be there too.
    let more: (place: Int, bytes: [UInt8])?

    /// - Parameter text: characters, with two hexadecimal digits behind `%` for what has no other form.
    init(_ type: String, _ text: String, at place: Int = 0, and more: String? = nil, offset: Int = 0) {
        self.type = type
        self.place = place
        bytes = Self.bytes(text)
        self.more = more.map { (offset, Self.bytes($0)) }
    }

    func matches(_ head: [UInt8]) -> Bool {
        head.has(bytes, at: place) && more.map { head.has($0.bytes, at: $0.place) } ?? true
    }

    private static func bytes(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.popFirst() {
            guard first == UInt8(ascii: "%") else {
                bytes.append(first)
                continue
            }
            bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
