internal import CGumbo

/// The one place that touches gumbo's tree: it is walked without recursion into values of our own, and given back.
extension Markup {
    /// Parses HTML as a browser does when it is set as the content of a `<div>` (HTML Standard, section 13.4).
    ///
    /// Gumbo 0.10.1 takes time in the square of tags that stay open and of attributes in one tag, and frees its tree by recursion: who
    /// calls this has bounded both length and tags.
    init(parsing html: String) { self = Markup(simple: html) ?? Markup(gumbo: html) }

    /// The same by gumbo, whatever the text is.
    init(gumbo html: String) {
        var html = html
        self = html.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe Markup(bytes: $0) }
        }
    }

    private init(bytes: UnsafeBufferPointer<CChar>) {
        guard let start = bytes.baseAddress else { return }
        var options = unsafe kGumboDefaultOptions
        unsafe options.fragment_context = GUMBO_TAG_DIV
        guard let output = unsafe gumbo_parse_with_options(&options, start, bytes.count) else { return }
        defer { unsafe gumbo_destroy_output(&options, output) }
        unsafe walk(output.pointee.root)
    }

    private mutating func walk(_ root: UnsafeMutablePointer<GumboNode>) {
        var open: [(children: GumboVector, next: Int)] = unsafe [(root.pointee.v.element.children, 0)]
        while let (children, next) = unsafe open.last {
            guard unsafe next < Int(children.length) else {
                unsafe open.removeLast()
                if unsafe !open.isEmpty { events.append(.close) }
                continue
            }
            unsafe open[open.count - 1].next += 1
            guard let node = unsafe children.data[next]?.assumingMemoryBound(to: GumboNode.self) else { continue }
            switch unsafe node.pointee.type {
            case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
                unsafe events.append(.open(Element(node.pointee.v.element)))
                unsafe open.append((node.pointee.v.element.children, 0))
                depth = unsafe max(depth, open.count - 1)
            case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
                unsafe events.append(.text(String(cString: node.pointee.v.text.text)))
            default:
                break
            }
        }
    }
}

extension Markup.Element {
    fileprivate init(_ element: GumboElement) {
        name = unsafe String(cString: gumbo_normalized_tagname(element.tag))
        isHTML = unsafe element.tag_namespace == GUMBO_NAMESPACE_HTML
        attributes = unsafe (0..<Int(element.attributes.length)).compactMap { index in
            unsafe element.attributes.data[index].map { pointer in
                let attribute = unsafe pointer.assumingMemoryBound(to: GumboAttribute.self).pointee
                return unsafe Markup.Attribute(
                    name: String(cString: attribute.name).lowercased(), value: String(cString: attribute.value))
            }
        }
    }
}
