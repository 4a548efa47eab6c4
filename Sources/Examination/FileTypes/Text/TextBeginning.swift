/// Kinds of text that begin in a way of their own.
enum TextBeginning {
    /// What each kind begins as; letters without regard to case, behind blanks.
    static let of: [String: @Sendable ([UInt8]) -> Bool] = [
        // RFC 5545 section 3.4, RFC 6350 section 3.3.
        "text/calendar": begins("begin:vcalendar"), "text/vcard": begins("begin:vcard"),
        "application/geo+json": isObject(with: "\"type\""), "application/ld+json": isObject(with: "\"@"),
        "application/har+json": isObject(with: "\"log\""), "model/gltf+json": isObject(with: "\"asset\""),
        // ISO 9735-1 section 7.1 and ANSI X12.5: the first segments of an interchange.
        "application/edifact": begins("una", "unb"), "application/edi-x12": begins("isa"),
        // HL7 v2.5 chapter 2: a message, or the head of a file or batch of them.
        "application/hl7-v2": begins("msh|", "fhs|", "bhs|"),
        "application/x-mt940": isStatement, "application/x-ofx": begins("ofxheader", "<ofx>"),
        "application/x-qif": begins("!type", "!account", "!option"),
        "model/stl": { characters in begins("solid")(characters) && characters.contains(text: "facet") },
    ]

    /// Kinds that are known by it whatever the file is called.
    static let certain = ["text/calendar", "text/vcard"]

    private static func begins(_ words: String...) -> @Sendable ([UInt8]) -> Bool {
        { characters in
            var scanner = TextScanner(characters)
            scanner.skipBlanks()
            return words.contains { scanner.starts($0) }
        }
    }

    /// A JSON object, or an array of them, with a member by which the kind is known.
    private static func isObject(with member: String) -> @Sendable ([UInt8]) -> Bool {
        { characters in begins("{", "[")(characters) && characters.contains(text: member) }
    }

    /// SWIFT's statements, within their envelope or without: the reference is the first field.
    @Sendable private static func isStatement(_ characters: [UInt8]) -> Bool {
        begins("{1:")(characters) || begins(":20:")(characters) || characters.contains(text: "\n:20:")
    }
}
