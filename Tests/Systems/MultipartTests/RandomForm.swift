/// A form of one to four parts whose data is made of what delimiters are made of.
struct RandomForm {
    private(set) var body: [UInt8]
    private(set) var data: [[UInt8]] = []

    init(boundary: String, using generator: inout SeededGenerator) {
        let delimiter = bytes("\n--" + boundary)
        body = Bool.random(using: &generator) ? bytes("pre\n") : []
        for index in 0..<Int.random(in: 1...4, using: &generator) {
            body += bytes("--\(boundary)\nContent-Disposition: form-data; name=\"f\(index)\"\n\n")
            var part: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                // Half of it single bytes, half of it beginnings of the delimiter.
                let isByte = Bool.random(using: &generator)
                part +=
                    isByte
                    ? [Self.byte(using: &generator)] : delimiter.prefix(Int.random(in: 1...delimiter.count, using: &generator))
                // What became a delimiter is broken up; one at the very beginning needs no line break.
                if part.suffix(delimiter.count) == delimiter[...] || part[...] == delimiter.dropFirst(2) {
                    part.append(UInt8(ascii: "x"))
                }
            }
            data.append(part)
            body += part + bytes("\n")
        }
        body += bytes("--\(boundary)--") + (Bool.random(using: &generator) ? bytes("\npost") : [])
    }

    static func byte(using generator: inout SeededGenerator) -> UInt8 {
        "\r\n-Ba:; \"\u{0}".utf8.randomElement(using: &generator) ?? 0
    }
}
