extension Markup {
    /// All decoded text, whatever it stands in.
    var text: String {
        var text = ""
        for case .text(let piece) in events { text += piece }
        return text
    }

    /// Elements whose content is no text for readers, or is read in another way than it is shown.
    static let opaque: Set<String> = [
        "applet", "audio", "base", "canvas", "embed", "frame", "frameset", "head", "iframe", "link", "math", "meta", "noembed",
        "noframes", "noscript", "object", "option", "param", "plaintext", "script", "select", "source", "style", "svg", "template",
        "textarea", "title", "track", "video", "xmp",
    ]

    /// Walks without entering elements that are opaque or not HTML; what speaks against any attribute is found on the way, in those too.
    func objections(visit: (Event) -> Void) -> [Objection] {
        var objections: [Objection] = []
        var hidden = 0
        if isSimple {
            for event in events { visit(event) }
            return []
        }
        for event in events {
            if case .open(let element) = event {
                for attribute in element.attributes { objections += DangerScan.objections(to: attribute) }
                if element.hasUnsafeTarget { objections.append(.blankTarget) }
                if hidden > 0 || !element.isHTML || Self.opaque.contains(element.name) { hidden += 1 }
            }
            if hidden == 0 { visit(event) }
            if case .close = event, hidden > 0 { hidden -= 1 }
        }
        return objections
    }
}

extension Markup.Element {
    /// The value of an attribute.
    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// Whether what it opens could reach back (HTML Standard, section 4.6.7.13: `noreferrer` implies `noopener`).
    fileprivate var hasUnsafeTarget: Bool {
        guard let target = self["target"], target.lowercased().contains("_blank") else { return false }
        let relations = (self["rel"] ?? "").lowercased().split(whereSeparator: \.isWhitespace)
        return !relations.contains("noopener") && !relations.contains("noreferrer")
    }
}
