/// Looks for what runs scripts or reaches other windows in text as a browser decodes it.
///
/// Case, whitespace, control and invisible characters hide nothing: they are not looked at. Entities are decoded again up to three times,
/// for programs that do so once too often.
enum DangerScan {
    private static let decodings = 3

    /// What speaks against a decoded text.
    static func objections(to text: String) -> [Objection] { objections(to: text, TextScan(text)) }

    /// The same, of a text that was looked at before.
    static func objections(to text: String, _ scan: TextScan) -> [Objection] {
        var found = scan.mayHoldDanger ? Skeleton(text).objections() : []
        var (text, scan) = (text, scan)
        for _ in 0..<decodings where scan.hasEntity {
            let decoded = Markup(parsing: text).text
            guard decoded != text else { break }
            (text, scan) = (decoded, TextScan(decoded))
            for objection in Skeleton(text).objections() where !found.contains(objection) { found.append(objection) }
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
}
