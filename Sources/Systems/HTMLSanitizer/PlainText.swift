/// Writes markup as plain text: what stood in blocks stands on lines.
enum PlainText {
    private static let blocks: Set<String> = [
        "address", "article", "blockquote", "br", "div", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
        "pre", "table",
        "td", "th", "tr", "ul",
    ]

    static func rewrite(_ markup: Markup) -> Cleaned {
        var text = ""
        var isLineDue = false
        var open: [Bool] = []
        let objections = markup.objections { event in
            switch event {
            case .open(let element):
                open.append(blocks.contains(element.name))
                if open.last == true { isLineDue = true }
            case .close: if open.popLast() == true { isLineDue = true }
            case .text(let piece):
                guard !piece.isEmpty else { return }
                if isLineDue && !text.isEmpty && text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
                isLineDue = false
                text += piece
            }
        }
        return Cleaned(text, objections + DangerScan.objections(to: text)).noting(lossesOf: markup, keepsLinks: false)
    }
}
