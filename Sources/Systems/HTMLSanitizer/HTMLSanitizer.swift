/// Makes texts that came from anywhere harmless in a browser.
///
/// A text is parsed as a browser parses it, only what the allow-list names is written out again, and that is repeated until
/// nothing changes: cleaning what was cleaned changes nothing, and what a browser then reads is what was looked at. Costs time in the
/// length of the text; a text with markup that passes a limit is refused and not looked into.
public struct HTMLSanitizer: Sendable {
    /// How much markup is looked into.
    public struct Limits: Sendable, Hashable {
        /// Bytes of one text that has markup.
        public var bytes = 16 * 1024
        /// Tags, comments and the like in one text; bounds what gumbo does in the square of them.
        public var tags = 256
        /// Elements in each other, as the browser nests them.
        public var depth = 32

        /// Makes the default limits.
        public init() {}
    }

    private let limits: Limits
    private static let rounds = 8

    /// Makes a sanitizer.
    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Whether the first look finds nothing that could be anything but text: cleaning it would give the same, without objections.
    public func isHarmless(_ text: String) -> Bool {
        let scan = TextScan(text)
        return scan.isPlain && !scan.mayHoldDanger
    }

    /// Cleans a text that will be rendered as HTML.
    public func html(_ text: String) -> Cleaned {
        let scan = TextScan(text)
        guard !scan.isPlain else { return Cleaned(text, DangerScan.objections(to: text, scan)) }
        let given = ControlCharacters.removed(from: text)
        if let objection = objectionToSize(of: given) { return Cleaned("", [objection]) }
        return untilStable(LiteralBrackets.escaped(given)) {
            AllowedMarkup.rewrite($0)
        } isStable: { old, new, markup in
            // What has grown too long for another look is refused by that.
            old == new || markup.isSimple && new.utf8.count <= limits.bytes
        }
    }

    /// Cleans a text that will be rendered as plain text, and perhaps as HTML by a client that does not know better: markup is removed,
    /// all else stays as it is written. A `<` that is no markup but could be taken for it gets a blank behind it.
    public func plain(_ text: String) -> Cleaned {
        let scan = TextScan(text)
        guard !scan.isPlain else { return Cleaned(text, DangerScan.objections(to: text, scan)) }
        let given = ControlCharacters.removed(from: text)
        if Markup.starts(in: given), let objection = objectionToSize(of: given) { return Cleaned("", [objection]) }
        let separated = LiteralBrackets.separated(given)
        var cleaned = plain(separated: separated ?? given)
        if separated != nil { cleaned.hasSeparatedBrackets = true }
        return cleaned
    }

    private func plain(separated text: String) -> Cleaned {
        guard !Markup.starts(in: text) else {
            return untilStable(text) {
                PlainText.rewrite($0).withBracketsSeparated
            } isStable: { _, new, _ in
                !Markup.starts(in: new)
            }
        }
        guard TextScan(text).hasEntity else { return Cleaned(text, DangerScan.objections(to: text)) }
        guard text.utf8.count <= limits.bytes else { return Cleaned("", [.tooLong]) }
        return Cleaned(text, DangerScan.objections(to: Markup(parsing: text).text))
    }

    /// The plain text that a customer sees of a piece of HTML, cleaned as such.
    public func plain(fromHTML html: String) -> Cleaned {
        let scan = TextScan(html)
        guard !scan.isPlain else { return Cleaned(html, DangerScan.objections(to: html, scan)) }
        if let objection = objectionToSize(of: html) { return Cleaned("", [objection]) }
        let shown = PlainText.rewrite(Markup(parsing: LiteralBrackets.escaped(html))).withBracketsSeparated
        var cleaned = plain(shown.text)
        cleaned.add(shown.objections)
        cleaned.hasSeparatedBrackets = cleaned.hasSeparatedBrackets || shown.hasSeparatedBrackets
        return cleaned
    }

    /// Rewrites until a rewriting changes nothing any more.
    private func untilStable(
        _ text: String, _ rewrite: (Markup) -> Cleaned, isStable: (_ old: String, _ new: String, Markup) -> Bool
    ) -> Cleaned {
        var cleaned = Cleaned(text)
        cleaned.hasCutWords = LiteralBrackets.hasDeclaration(text)
        for _ in 0..<Self.rounds {
            if let objection = objectionToSize(of: cleaned.text) { return Cleaned("", cleaned.objections + [objection]) }
            let markup = Markup(parsing: cleaned.text)
            guard markup.depth <= limits.depth else { return Cleaned("", cleaned.objections + [.tooDeep]) }
            var next = rewrite(markup)
            // Entities may have brought new ones.
            next.text = ControlCharacters.removed(from: next.text)
            let stable = isStable(cleaned.text, next.text, markup)
            cleaned.text = next.text
            cleaned.add(next.objections)
            cleaned.addLosses(of: next)
            if stable { return cleaned }
        }
        return Cleaned("", cleaned.objections + [.unstable])
    }

    private func objectionToSize(of text: String) -> Objection? {
        if text.utf8.count > limits.bytes { return .tooLong }
        return Markup.count(in: text) > limits.tags ? .tooManyTags : nil
    }
}
