/// What cleaning takes away that a reader would miss.
extension Markup {
    /// Whether words stand in an element that goes with its content.
    var hasHiddenWords: Bool {
        var hidden = 0
        for event in events {
            switch event {
            case .open(let element):
                if hidden > 0 || !element.isHTML || Self.opaque.contains(element.name) { hidden += 1 }
            case .close: if hidden > 0 { hidden -= 1 }
            case .text(let text): if hidden > 0, text.contains(where: { !$0.isWhitespace }) { return true }
            }
        }
        return false
    }

    /// Whether an element names an address that does not come through as a link.
    func dropsAddress(keepsLinks: Bool) -> Bool {
        events.contains { event in
            guard case .open(let element) = event else { return false }
            return element.attributes.contains { attribute in
                guard Self.addresses.contains(attribute.name), !attribute.value.isEmpty else { return false }
                return !keepsLinks || element.name != "a" || attribute.name != "href" || LinkAddress.allowed(attribute.value) == nil
            }
        }
    }

    private static let addresses: Set<String> = ["action", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href"]
}
