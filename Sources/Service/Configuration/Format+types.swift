import Attachments
import JSON

extension Format where Value == String {
    /// A media type that is known, by any of its names, or a family of them such as `image/*`; given back in lower case.
    static var allowedType: Self {
        let expected = "a media type such as \"image/png\" without parameters, or a family such as \"image/*\""
        return Format(expected: expected) { given, place in
            if given == .missing { return nil }
            guard let text = given.text?.lowercased(), isTypeName(text) else {
                place.problem("expected \(expected), found \(given.found)")
                return nil
            }
            if isKnown(text) { return text }
            place.problem(
                "no such media type is known" + (Spelling.nearest(to: text, in: names).map { "; did you mean \"\($0)\"?" } ?? ""))
            return nil
        } write: {
            .string($0)
        }
    }

    /// Two tokens (RFC 6838, section 4.2), the second of which may stand for all.
    private static func isTypeName(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return parts.count == 2 && isToken(parts[0]) && (isToken(parts[1]) || parts[1].elementsEqual("*".utf8))
    }

    private static func isToken(_ part: Substring.UTF8View) -> Bool {
        !part.isEmpty
            && part.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || "!#$&^_.+-".utf8.contains(byte)
            }
    }

    private static func isKnown(_ text: String) -> Bool {
        text.hasSuffix("/*") ? families.contains(text) : MediaTypes.named(MediaTypes.canonical(text)) != nil
    }

    private static var families: Set<String> {
        Set(MediaTypes.all.compactMap { $0.name.split(separator: "/").first.map { $0 + "/*" } })
    }
    private static var names: [String] { MediaTypes.all.flatMap { [$0.name] + $0.aliases } + families.sorted() }
}
