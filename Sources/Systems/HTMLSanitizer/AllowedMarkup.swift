/// Writes the markup that is allowed, and of all other elements their text.
enum AllowedMarkup {
    /// The elements that come through.
    private static func isAllowed(_ name: String) -> Bool {
        switch name {
        case "a", "b", "br", "div", "em", "i", "li", "ol", "p", "span", "strong", "u", "ul": true
        default: false
        }
    }

    /// Where a `style` comes through.
    private static let styled: Set<String> = ["div", "p", "span"]

    static func rewrite(_ markup: Markup) -> Cleaned {
        var html = ""
        var text = ""
        var open: [String?] = []
        let objections = markup.objections { event in
            switch event {
            case .open(let element):
                let isAllowed = isAllowed(element.name)
                open.append(isAllowed ? element.name : nil)
                if isAllowed { append(element, to: &html) }
                if element.name == "br" { text += "\n" }
            case .close: if let name = open.popLast() ?? nil, name != "br" { html += "</\(name)>" }
            case .text(let piece):
                append(piece, to: &html)
                text += piece
            }
        }
        return Cleaned(html, objections + DangerScan.objections(to: text)).noting(lossesOf: markup, keepsLinks: true)
    }

    private static func append(_ element: Markup.Element, to html: inout String) {
        html += "<" + element.name
        for (name, value) in attributes(of: element) {
            html += " \(name)=\""
            append(value, to: &html)
            html += "\""
        }
        html += ">"
    }

    /// The attributes that come through, in an order of their own.
    private static func attributes(of element: Markup.Element) -> [(String, String)] {
        guard !element.attributes.isEmpty else { return [] }
        if styled.contains(element.name), let style = element["style"].map(StyleDeclarations.allowed), !style.isEmpty {
            return [("style", style)]
        }
        guard element.name == "a", let address = element["href"].flatMap(LinkAddress.allowed) else { return [] }
        let isBlank = element["target"]?.lowercased() == "_blank"
        return [("href", address)] + (isBlank ? [("target", "_blank"), ("rel", "noopener noreferrer")] : [])
    }

    /// Writes text so that it is text in every place (HTML Standard, section 13.3).
    private static func append(_ text: String, to html: inout String) {
        if text.hasByte(isEscaped) { escape(text, to: &html) } else { html += text }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
        default: false
        }
    }

    private static func escape(_ text: String, to html: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            default: html.unicodeScalars.append(scalar)
            }
        }
    }
}
