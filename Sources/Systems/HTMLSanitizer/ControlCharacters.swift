/// Characters that nobody sees and some programs obey.
enum ControlCharacters {
    /// A text without the control characters C0, DEL and C1, but for tabs and line ends, which become LF as they do in a browser.
    static func removed(from text: String) -> String {
        guard text.hasByte(mayBeRemoved) else { return text }
        var kept = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                kept.append("\n")
            } else if !isRemoved(scalar), !(afterReturn && scalar == "\n") {
                kept.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(kept)
    }

    /// What a control character, or CR, is or begins with.
    private static func mayBeRemoved(_ byte: UInt8) -> Bool {
        byte < 0x20 ? byte != 0x09 && byte != 0x0a : byte == 0x7f || byte == 0xc2
    }

    private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0a, 0x0d: false
        case 0..<0x20, 0x7f..<0xa0: true
        default: false
        }
    }
}
