internal import CCMark

/// Writes the tree that cmark makes of a text. The one place that touches it: it is walked without recursion, and given back.
struct DocumentWriter {
    private var html = ""
    /// The number of the next item of each list that is open; `nil` where the items are not numbered here.
    private var numbers: [Int?] = []
    private let isSingle: Bool

    /// The document as HTML; empty when there is no memory for it.
    static func html(of source: String) -> String {
        var source = source
        let document = source.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) {
                unsafe cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT)
            }
        }
        guard let document = unsafe document, let walk = unsafe cmark_iter_new(document) else { return "" }
        defer {
            unsafe cmark_iter_free(walk)
            unsafe cmark_node_free(document)
        }
        var writer = unsafe DocumentWriter(document)
        while case let event = unsafe cmark_iter_next(walk), event != CMARK_EVENT_DONE {
            if let node = unsafe cmark_iter_get_node(walk) { unsafe writer.write(node, isEntering: event == CMARK_EVENT_ENTER) }
        }
        return writer.html
    }

    private init(_ document: OpaquePointer) {
        let first = unsafe cmark_node_first_child(document)
        isSingle = unsafe first != nil && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH && cmark_node_next(first) == nil
    }

    private mutating func write(_ node: OpaquePointer, isEntering: Bool) {
        switch unsafe cmark_node_get_type(node) {
        case CMARK_NODE_TEXT, CMARK_NODE_CODE: append(text: unsafe Self.literal(node))
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: html += "<br>"
        case CMARK_NODE_HTML_INLINE: html += unsafe Self.literal(node)
        case CMARK_NODE_HTML_BLOCK: html += unsafe Self.literal(node).trimmingLineEnd
        case CMARK_NODE_EMPH: html += isEntering ? "<em>" : "</em>"
        case CMARK_NODE_STRONG: html += isEntering ? "<strong>" : "</strong>"
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE: unsafe writeLink(node, isEntering)
        case CMARK_NODE_PARAGRAPH: unsafe writeParagraph(node, isEntering)
        case CMARK_NODE_HEADING: html += isEntering ? "<p><strong>" : "</strong></p>"
        case CMARK_NODE_CODE_BLOCK: unsafe writeCode(node)
        case CMARK_NODE_LIST: unsafe writeList(node, isEntering)
        case CMARK_NODE_ITEM: writeItem(isEntering)
        default: break
        }
    }

    private mutating func writeLink(_ node: OpaquePointer, _ isEntering: Bool) {
        guard isEntering else {
            html += "</a>"
            return
        }
        html += "<a href=\""
        append(text: unsafe cmark_node_get_url(node).map { unsafe String(cString: $0) } ?? "")
        html += "\">"
    }

    /// The first paragraph of an item is the item itself.
    private mutating func writeParagraph(_ node: OpaquePointer, _ isEntering: Bool) {
        guard !isSingle else { return }
        guard unsafe cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM else {
            html += isEntering ? "<p>" : "</p>"
            return
        }
        if isEntering, unsafe cmark_node_previous(node) != nil { html += "<br>" }
    }

    private mutating func writeCode(_ node: OpaquePointer) {
        html += "<p>"
        for (index, line) in unsafe Self.literal(node).split(separator: "\n").enumerated() {
            if index > 0 { html += "<br>" }
            append(text: String(line))
        }
        html += "</p>"
    }

    /// Numbers that an `<ol>` would change are written as text.
    private mutating func writeList(_ node: OpaquePointer, _ isEntering: Bool) {
        let isOrdered = unsafe cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        let start = unsafe Int(cmark_node_get_list_start(node))
        let element = !isOrdered ? "ul" : start == 1 ? "ol" : "p"
        html += isEntering ? "<\(element)>" : "</\(element)>"
        if isEntering { numbers.append(element == "p" ? start : nil) } else { _ = numbers.popLast() }
    }

    private mutating func writeItem(_ isEntering: Bool) {
        guard let number = numbers.last ?? nil else {
            html += isEntering ? "<li>" : "</li>"
            return
        }
        guard isEntering else { return }
        if !html.hasSuffix("<p>") { html += "<br>" }
        html += "\(number). "
        numbers[numbers.count - 1] = number + 1
    }

    private mutating func append(text: String) {
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

    private static func literal(_ node: OpaquePointer) -> String {
        unsafe cmark_node_get_literal(node).map { unsafe String(cString: $0) } ?? ""
    }
}

extension String {
    fileprivate var trimmingLineEnd: Substring { last?.isNewline == true ? dropLast() : self[...] }
}
