/// Looks for what runs scripts or reaches other windows in text as a browser decodes it.
///
/// Case, whitespace, control and invisible characters hide nothing: they are not looked at. Entities are decoded again up to three times,
/// for programs that do so once too often.
enum DangerScan {
    private static let decodings = 3

    /// What speaks against a decoded text.
    static func objections(to text: String) -> [Objection] {
        var found = mayHold(text) ? Skeleton(text).objections() : []
        var text = text
        for _ in 0..<decodings where Markup.hasEntity(in: text) {
            let decoded = Markup(parsing: text).text
            guard decoded != text else { break }
            text = decoded
            for objection in mayHold(text) ? Skeleton(text).objections() : [] where !found.contains(objection) {
                found.append(objection)
            }
        }
        return found
    }

    /// What speaks against an attribute. A value is no place for handlers, and an address may well have `?online=1`.
    static func objections(to attribute: Markup.Attribute) -> [Objection] {
        let name = Array(attribute.name.utf8)
        let isHandler = name.count > 2 && attribute.name.hasPrefix("on") && ASCII.isLetter(name[2])
        return (isHandler ? [.handler] : [])
            + Skeleton(attribute.value).objections().filter { $0 != .handler && $0 != .blankTarget }
    }

    /// Whether a text has any of the characters without which none of the words means anything; most texts have none.
    private static func mayHold(_ text: String) -> Bool {
        var isAfterDot = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: "="): return true
            default: if isAfterDot { return true }
            }
            isAfterDot = byte == UInt8(ascii: ".")
        }
        return false
    }
}
