import Attachments

/// Texts: confirmed by their decoding alone, and refuted by nothing but what they begin as.
///
/// The first word of a letter is often the mark of some old format, and prose speaks of tags and commands. What makes a text something else
/// is a beginning that a browser, a shell or Windows goes by; then it is that, whatever its name. Else name and claim propose.
enum TextVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _ proposals: Proposals) -> DetectedType? {
        guard let text = TextContent(bytes) else { return nil }
        let characters = text.characters
        if let document = document(characters) { return DetectedType([document]) }
        if let markup = Markup(characters) { return DetectedType(types(of: markup, characters, proposals)) }
        if let script = Script.type(of: characters) { return DetectedType([script]) }
        if let armoured = Armour.type(of: characters, proposals) { return armoured }
        let kinds = kinds(characters, proposals)
        let isLocked = kinds.contains("message/rfc822") && MailHeader(characters)?.isLocked ?? false
        return DetectedType(kinds + [plain], isEncrypted: isLocked)
    }

    private static let plain = "text/plain"

    /// Formats that are written in characters, and are no texts to a reader.
    private static func document(_ characters: [UInt8]) -> String? {
        if characters.has("{\\rtf") { return "text/rtf" }
        if characters.has("%!"), !characters.has("%!TEX"), !characters.has("%!BIB") { return "application/postscript" }
        guard let place = characters.place(of: Array("%PDF-".utf8), before: 1024) else { return nil }
        // Prose may name the mark; a document has it on a line of its own, and objects.
        let isAtLineStart = place == 0 || TextScanner.isBlank(characters[place - 1])
        return isAtLineStart && (place == 0 || characters.contains(text: " obj")) ? "application/pdf" : nil
    }

    // MARK: Markup

    private static func types(of markup: Markup, _ characters: [UInt8], _ proposals: Proposals) -> [String] {
        switch markup {
        case .php: ["text/x-php"]
        case .picture: ["image/svg+xml"]
        case .xml: XMLRoot(characters).map { XMLKind.types($0, in: characters) } ?? ["application/xml"]
        case .page: proposals.contain("text/markdown") && isHarmless(characters) ? [plain] : ["text/html"]
        }
    }

    /// Markdown may begin with tags (CommonMark, section 4.6). Nothing in it may be what a page needs, or what runs.
    private static func isHarmless(_ characters: [UInt8]) -> Bool {
        let lower = characters.map(TextScanner.lower)
        return !pageMarks.contains { lower.contains(text: $0) } && !hasHandler(lower)
    }

    private static let pageMarks = [
        "<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<object", "<embed", "<meta", "<link", "<base", "<form",
        "<style",
        "<svg", "<math", "<xml", "<applet", "<input", "<template", "javascript:",
    ]

    /// Whether an attribute such as `onload=` stands anywhere.
    private static func hasHandler(_ lower: [UInt8]) -> Bool {
        var scanner = TextScanner(lower)
        while scanner.skip(behind: "on") {
            var attribute = scanner
            guard !attribute.take(while: TextScanner.isLetterOrDigit).isEmpty else { continue }
            attribute.skipBlanks()
            if attribute.next == UInt8(ascii: "=") { return true }
        }
        return false
    }

    // MARK: Kinds of text

    /// The kinds, besides plain text, that the text bears out: proposed ones first.
    private static func kinds(_ characters: [UInt8], _ proposals: Proposals) -> [String] {
        let proposed = proposals.types.map(\.name).filter { confirms($0, characters) }
        let found = TextBeginning.certain.filter { confirms($0, characters) }
        let mail = MailHeader(characters)
        let kept = mail?.isFromBrowser == true ? ["multipart/related"] : mail?.isCertain == true ? ["message/rfc822"] : []
        return proposed + (proposals.types.isEmpty ? found + kept : [])
    }

    /// Whether a text is of a kind that its name or its sender proposes.
    private static func confirms(_ type: String, _ characters: [UInt8]) -> Bool {
        switch type {
        case "message/rfc822": MailHeader(characters)?.isMail ?? false
        case "application/mbox": MailHeader(characters).map { $0.isMailbox && $0.isMail } ?? false
        case "multipart/related": MailHeader(characters)?.isSavedPage ?? false
        case "image/x-portable-pixmap", "image/x-portable-greymap", "image/x-portable-bitmap":
            characters.count > 2 && characters[0] == UInt8(ascii: "P") && (0x31...0x37).contains(characters[1])
                && characters[2] <= 0x20
        case _ where MediaTypes.named(type)?.family == .xml:
            XMLRoot(characters).map { XMLKind.types($0, in: characters).contains(type) } ?? false
        default: TextBeginning.of[type]?(characters) ?? false
        }
    }
}
