/// The root element of an XML document (XML 1.0, sections 2.8 and 3.1; Namespaces in XML 1.0).
struct XMLRoot {
    /// Without its prefix.
    let name: String
    /// The namespace it is in; empty for none.
    let namespace: String
    /// Names of what has a namespace or a value, for kinds that one element serves.
    let attributes: [String: String]

    /// Reads up to the end of the root's start tag; `nil` when what stands there is no XML.
    init?(_ characters: [UInt8]) {
        var scanner = TextScanner(characters)
        guard Self.skipProlog(&scanner), scanner.take("<") else { return nil }
        let qualified = scanner.take { Self.isNameByte($0) }
        guard let first = qualified.utf8.first, !"-.0123456789".utf8.contains(first), let attributes = Self.attributes(&scanner)
        else { return nil }
        let parts = qualified.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        name = parts.count == 2 ? parts[1] : qualified
        namespace = attributes[parts.count == 2 ? "xmlns:" + parts[0] : "xmlns"] ?? ""
        self.attributes = attributes
    }

    private static func skipProlog(_ scanner: inout TextScanner) -> Bool {
        for _ in 0..<1000 {
            scanner.skipBlanks()
            if scanner.take("<!--") {
                guard scanner.skip(behind: "-->") else { return false }
            } else if scanner.take("<?") {
                guard scanner.skip(behind: "?>") else { return false }
            } else if scanner.take("<!doctype") {
                guard skipDocumentType(&scanner) else { return false }
            } else {
                return true
            }
        }
        return false
    }

    /// Up to the end of a document type's declaration, which may have declarations inside.
    private static func skipDocumentType(_ scanner: inout TextScanner) -> Bool {
        var isInside = false
        while let character = scanner.next {
            _ = scanner.skipOne()
            switch character {
            case UInt8(ascii: "["): isInside = true
            case UInt8(ascii: "]"): isInside = false
            case UInt8(ascii: ">") where !isInside: return true
            default: continue
            }
        }
        return false
    }

    private static let maximumAttributes = 200

    private static func attributes(_ scanner: inout TextScanner) -> [String: String]? {
        var attributes: [String: String] = [:]
        while attributes.count < maximumAttributes {
            scanner.skipBlanks()
            if scanner.take("/>") || scanner.take(">") { return attributes }
            let name = scanner.take { isNameByte($0) }
            scanner.skipBlanks()
            guard !name.isEmpty, scanner.take("=") else { return nil }
            scanner.skipBlanks()
            let quote: UInt8 = scanner.starts("\"") ? 0x22 : 0x27
            guard scanner.next == quote, scanner.skipOne() else { return nil }
            let value = scanner.take { $0 != quote && $0 != UInt8(ascii: "<") }
            guard scanner.next == quote, scanner.skipOne() else { return nil }
            attributes[name] = value
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        TextScanner.isLetterOrDigit(byte) || byte >= 0x80 || ":_-.".utf8.contains(byte)
    }
}
