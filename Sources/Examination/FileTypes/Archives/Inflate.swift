/// Unpacks the beginning of a deflated stream (RFC 1951), bounded by what it may give out.
struct Inflate {
    private let input: [UInt8]
    private var place = 0
    private var bits = 0
    private var bitCount = 0
    private var output: [UInt8] = []
    private let limit: Int

    /// At most so many bytes; `nil` when the stream is broken. Where the input ends too early, what came before it.
    static func beginning(of input: [UInt8], upTo limit: Int) -> [UInt8]? {
        var inflate = Inflate(input: input, limit: limit)
        do throws(Stop) {
            while try !inflate.block() {}
        } catch {
            if error == .broken { return nil }
        }
        return inflate.output
    }

    private enum Stop: Error { case broken, full, cut }

    private init(input: [UInt8], limit: Int) {
        self.input = input
        self.limit = limit
    }

    /// One block; whether it was the last.
    private mutating func block() throws(Stop) -> Bool {
        let isLast = try take(1) == 1
        switch try take(2) {
        case 0: try stored()
        case 1: try compressed(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
        case 2: try dynamic()
        default: throw .broken
        }
        return isLast
    }

    private mutating func take(_ count: Int) throws(Stop) -> Int {
        while bitCount < count {
            guard place < input.count else { throw .cut }
            bits |= Int(input[place]) << bitCount
            place += 1
            bitCount += 8
        }
        let value = bits & (1 << count - 1)
        bits >>= count
        bitCount -= count
        return value
    }

    private mutating func put(_ byte: UInt8) throws(Stop) {
        guard output.count < limit else { throw .full }
        output.append(byte)
    }

    private mutating func stored() throws(Stop) {
        (bits, bitCount) = (0, 0)
        let length = try take(16)
        guard try take(16) == length ^ 0xFFFF else { throw .broken }
        for _ in 0..<length { try put(UInt8(try take(8))) }
    }

    private mutating func dynamic() throws(Stop) {
        let (literals, distances, lengths) = (try take(5) + 257, try take(5) + 1, try take(4) + 4)
        var codeLengths = [Int](repeating: 0, count: 19)
        for index in 0..<lengths { codeLengths[Self.lengthOrder[index]] = try take(3) }
        let code = HuffmanCode(codeLengths)
        var all: [Int] = []
        while all.count < literals + distances {
            switch try symbol(code) {
            case let length where length < 16: all.append(length)
            case 16:
                guard let last = all.last else { throw .broken }
                all += [Int](repeating: last, count: try take(2) + 3)
            case 17: all += [Int](repeating: 0, count: try take(3) + 3)
            default: all += [Int](repeating: 0, count: try take(7) + 11)
            }
        }
        guard all.count == literals + distances else { throw .broken }
        try compressed(HuffmanCode(Array(all[..<literals])), HuffmanCode(Array(all[literals...])))
    }

    private mutating func compressed(_ literals: HuffmanCode, _ distances: HuffmanCode) throws(Stop) {
        while true {
            let symbol = try symbol(literals)
            if symbol < 256 {
                try put(UInt8(symbol))
            } else if symbol == 256 {
                return
            } else {
                try copy(symbol - 257, distances)
            }
        }
    }

    private mutating func copy(_ index: Int, _ distances: HuffmanCode) throws(Stop) {
        guard index < Self.lengths.count else { throw .broken }
        let length = Self.lengths[index] + (try take(Self.lengthBits[index]))
        let code = try symbol(distances)
        guard code < Self.distances.count else { throw .broken }
        let distance = Self.distances[code] + (try take(max(0, code / 2 - 1)))
        guard distance <= output.count else { throw .broken }
        for _ in 0..<length { try put(output[output.count - distance]) }
    }

    private mutating func symbol(_ code: HuffmanCode) throws(Stop) -> Int {
        var (word, first, index) = (0, 0, 0)
        for count in code.counts.dropFirst() {
            word |= try take(1)
            if word - count < first { return code.symbols[index + word - first] }
            index += count
            first = (first + count) << 1
            word <<= 1
        }
        throw .broken
    }

    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
    private static let lengths = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ]
    private static let distances = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193,
        12289,
        16385, 24577,
    ]
}

/// A prefix code, by the lengths of its words (RFC 1951, section 3.2.2).
private struct HuffmanCode {
    /// How many words there are of each length.
    var counts = [Int](repeating: 0, count: 16)
    /// In the order of their words.
    var symbols: [Int] = []

    /// A code that gives out more words than there are is cut short: no symbol stands behind its end.
    init(_ lengths: [Int]) {
        for length in 1..<16 {
            let words = lengths.indices.filter { lengths[$0] == length }
            counts[length] = words.count
            symbols += words
        }
        var left = 1
        for length in 1..<16 {
            left = left << 1 - counts[length]
            if left < 0 {
                (counts, symbols) = ([Int](repeating: 0, count: 16), [])
                return
            }
        }
    }

    static let fixedLiterals = HuffmanCode(
        [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
            + [Int](repeating: 8, count: 8))
    static let fixedDistances = HuffmanCode([Int](repeating: 5, count: 30))
}
