/// Characters that nobody sees and some programs obey.
enum ControlCharacters {
    /// A text without the control characters C0, DEL and C1, but for tabs and line ends, which become LF as they do in a browser.
    static func removed(from text: String) -> String {
        guard text.unicodeScalars.contains(where: { isRemoved($0) || $0 == "\r" }) else { return text }
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

    private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0a, 0x0d: false
        case 0..<0x20, 0x7f..<0xa0: true
        default: false
        }
    }
}
