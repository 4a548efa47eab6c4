/// What a text begins as, to a browser (WHATWG MIME Sniffing, section 7.1): only the start counts, behind blanks and comments.
enum Markup {
    case page, picture, xml, php

    /// - Returns: `nil` for a text that no browser would take for more.
    init?(_ characters: [UInt8]) {
        var scanner = TextScanner(characters)
        while true {
            scanner.skipBlanks()
            guard scanner.take("<!--") else { break }
            guard scanner.skip(behind: "-->") else {
                self = .page
                return
            }
        }
        guard scanner.next == UInt8(ascii: "<"), let found = Self.begun(scanner) else { return nil }
        self = found
    }

    private static func begun(_ scanner: TextScanner) -> Markup? {
        if scanner.starts("<?xml") { return .xml }
        if scanner.starts("<?php") || scanner.starts("<?=") { return .php }
        if scanner.starts("<!doctype") { return documentType(scanner) }
        var scanner = scanner
        _ = scanner.take("<")
        let tag = scanner.take(while: TextScanner.isLetterOrDigit).lowercased()
        if scriptTags.contains(tag), Array(scanner.rest.prefix(1024).map(TextScanner.lower)).contains(text: "<script") {
            return .page
        }
        return tag == "svg" ? .picture : pageTags.contains(tag) ? .page : nil
    }

    /// XML names its root there.
    private static func documentType(_ scanner: TextScanner) -> Markup {
        var scanner = scanner
        _ = scanner.take("<!doctype")
        scanner.skipBlanks()
        return scanner.starts("html") ? .page : scanner.starts("svg") ? .picture : .xml
    }

    /// The tags by which WHATWG MIME Sniffing knows a page, and those that load or run something.
    private static let pageTags: Set<String> = [
        "a", "applet", "audio", "b", "base", "body", "br", "button", "div", "embed", "font", "form", "frameset", "h1", "head",
        "html",
        "iframe", "img", "input", "link", "math", "meta", "object", "p", "script", "span", "style", "table", "template", "title",
        "video",
        "xml", "xss",
    ]

    /// What Windows runs as a script of its own: pages in all but name, when there is a script in them.
    private static let scriptTags: Set<String> = ["job", "package", "component", "scriptlet", "registration"]
}
