/// Writes a label of a host name in ASCII (RFC 3492, section 6.3). At most 63 scalars, so that nothing overflows.
enum Punycode {
    private static let base = 36
    private static let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789".unicodeScalars)

    static func encoded(_ label: [Unicode.Scalar]) -> String {
        let basic = label.filter(\.isASCII)
        var output = String.UnicodeScalarView(basic + (basic.isEmpty ? [] : ["-"]))
        var (code, delta, bias, handled) = (128, 0, 72, basic.count)
        while handled < label.count, let next = label.map({ Int($0.value) }).filter({ $0 >= code }).min() {
            delta += (next - code) * (handled + 1)
            code = next
            for scalar in label {
                if scalar.value < code { delta += 1 }
                guard scalar.value == code else { continue }
                append(delta, bias, to: &output)
                bias = adapted(delta, isFirst: handled == basic.count, count: handled + 1)
                (delta, handled) = (0, handled + 1)
            }
            (delta, code) = (delta + 1, code + 1)
        }
        return String(output)
    }

    private static func append(_ delta: Int, _ bias: Int, to output: inout String.UnicodeScalarView) {
        var (rest, position) = (delta, base)
        while true {
            let threshold = min(max(position - bias, 1), 26)
            guard rest >= threshold else { break }
            output.append(digits[threshold + (rest - threshold) % (base - threshold)])
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
        output.append(digits[rest])
    }

    private static func adapted(_ delta: Int, isFirst: Bool, count: Int) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var steps = 0
        while delta > 455 {
            delta /= base - 1
            steps += base
        }
        return steps + base * delta / (delta + 38)
    }
}
