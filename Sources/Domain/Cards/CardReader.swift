internal import CommonMark
internal import HTMLSanitizer
import JSON

/// Reads the parts of a card from cleaned JSON, and finds everything that is wrong with them on the way.
struct CardReader {
    /// What a text is for; decides how long it may be.
    enum Length {
        case title, description, label, payload
    }

    let limits: CardLimits
    let channel: ChannelLimits
    let sanitizer: HTMLSanitizer
    var findings = Findings()

    /// Of the card that is being read.
    private var buttons = 0
    private var texts: [String] = []
    private var payloads: [String] = []
    /// Of all cards of a carousel; as many as it may have buttons at most.
    private var earlier: [CardAction] = []

    init(limits: CardLimits, channel: ChannelLimits, sanitizer: HTMLSanitizer) {
        self.limits = limits
        self.channel = channel
        self.sanitizer = sanitizer
    }

    /// Starts on another card: its buttons are counted from none.
    ///
    /// - Parameter actions: of the card before it in a carousel.
    mutating func startCard(after actions: [CardAction] = []) {
        earlier += actions
        buttons = 0
        texts = []
        payloads = []
    }

    // MARK: Values

    /// A text that is not blank; `nil` when there is none.
    mutating func text(_ name: String, of object: JSON, _ length: Length, isRequired: Bool = false) -> String? {
        guard let value = object[name] else {
            if isRequired { findings.report("is required: a text.", at: name) }
            return nil
        }
        guard case .string(let text) = value else {
            findings.report("must be a string, and is \(value.kind).", at: name)
            return nil
        }
        check(text, length, isRequired: isRequired, at: name)
        return text
    }

    /// Reports a text that is blank where there must be one, or too long for the channel.
    mutating func check(_ text: String, _ length: Length, isRequired: Bool = false, at name: String? = nil) {
        if isRequired, text.unicodeScalars.allSatisfy(Self.isBlank) {
            findings.report("is empty. Write a text that can be seen.", at: name)
        }
        let maximum = self.maximum(length)
        guard text.utf8.count > maximum, text.unicodeScalars.count > maximum else { return }
        findings.report("has \(text.unicodeScalars.count) characters; at most \(maximum). Shorten it.", at: name)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace
    }

    private func maximum(_ length: Length) -> Int {
        switch length {
        case .title: channel.titleLength
        case .description: channel.descriptionLength
        case .label: channel.labelLength
        case .payload: channel.payloadLength
        }
    }

    /// An absolute https address; `nil` when there is none.
    mutating func address(_ name: String, of object: JSON, isRequired: Bool = false) -> String? {
        guard let value = object[name] else {
            if isRequired { findings.report("is required: an absolute https address.", at: name) }
            return nil
        }
        guard let text = value.string.flatMap(HTTPSAddress.ascii) else {
            findings.report("must be an absolute https address such as https://shop.example/orders.", at: name)
            return nil
        }
        return text
    }

    /// The elements of an array with their places; none when it is absent.
    mutating func elements(_ name: String, of object: JSON, isRequired: Bool = false) -> [JSON] {
        guard let value = object[name] else {
            if isRequired { findings.report("is required: an array.", at: name) }
            return []
        }
        guard let elements = value.array else {
            findings.report("must be an array, and is \(value.kind).", at: name)
            return []
        }
        return elements
    }

    /// Whether a value is an object; reports it here when it is not.
    mutating func isObject(_ value: JSON) -> Bool {
        if case .object = value { return true }
        findings.report("must be an object, and is \(value.kind).")
        return false
    }

    // MARK: Buttons

    /// Makes a button of what was read, unless there are too many; reports what is wrong with it among the others. At its place.
    mutating func add(_ action: CardAction, to actions: inout [CardAction], textName: String, payloadName: String) {
        buttons += 1
        guard buttons <= channel.maximumButtons else {
            let sentence = "is more than the \(channel.maximumButtons) buttons that a card may have"
            switch limits.extraButtons {
            case .refuse: findings.report("\(sentence). Take it out.")
            case .cut: findings.notice("\(sentence), and was cut.")
            }
            return
        }
        if texts.contains(action.text) { findings.report("is the text of another button of this card.", at: textName) }
        texts.append(action.text)
        switch action.effect {
        case .link: if !channel.allowsLinks { findings.report("is a link, and this channel has none. Use a postback.") }
        case .postback(let payload):
            if payloads.contains(payload) { findings.report("is what another button of this card sends back.", at: payloadName) }
            payloads.append(payload)
            if earlier.contains(action) { findings.report("is, with its text, on another card of this carousel.", at: payloadName) }
        }
        actions.append(action)
    }

    /// Whether more buttons are cut rather than refused, and this one would be.
    var isFull: Bool { buttons >= channel.maximumButtons && limits.extraButtons == .cut }

    // MARK: Rich texts

    /// A cleaned HTML text with its plain form.
    mutating func richText(_ html: String) -> RichText {
        let plain = sanitizer.plain(fromHTML: html)
        for objection in plain.objections { findings.report(objection.description) }
        if plain.hasSeparatedBrackets { findings.noticeOfBrackets() }
        return RichText(html: html, plain: plain.text)
    }

    /// Several texts as one, each on a line of its own.
    mutating func joined(_ texts: [RichText]) -> RichText? {
        guard texts.count > 1 else { return texts.first }
        // Together they could say what none of them says.
        let plain = sanitizer.plain(texts.map(\.plain).joined(separator: "\n"))
        for objection in plain.objections { findings.report(objection.description) }
        return RichText(html: texts.map(\.html).joined(separator: "<br>"), plain: plain.text)
    }

    /// A cleaned plain text with the HTML that shows it.
    func escaped(_ text: String) -> RichText { RichText(html: sanitizer.html(text).text, plain: text) }

    /// Reports what the parts of a card say only together, in the text for channels that show no cards.
    mutating func checkFallback(of message: JSON) {
        guard let text = message["text"]?.string else { return }
        for objection in sanitizer.plain(text).objections { findings.report(objection.description) }
    }

    /// Markdown made HTML, cleaned and measured. At its place.
    mutating func markdown(_ source: String) -> RichText {
        guard source.utf8.count <= Self.maximumSource else {
            findings.report("is much too long. Shorten it.")
            return RichText(html: "", plain: "")
        }
        findings.forgetNotices()
        let cleaned = sanitizer.html(CommonMark.html(source))
        for objection in cleaned.objections { findings.report(objection.description) }
        findings.notice(losses: cleaned)
        let text = richText(cleaned.text)
        check(text.plain, .description)
        return text
    }

    private static let maximumSource = 64 * 1024
}
