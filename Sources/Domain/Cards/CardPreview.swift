import JSON

/// A page that shows a card as the customer would see it. It stands alone, and may run and load nothing but the card's pictures.
public struct CardPreview: Sendable, Hashable {
    private let content: CardContent

    /// What a browser must be told of the page (Content Security Policy, level 3); it says so itself as well.
    public static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src https:; base-uri 'none'; form-action 'none'"

    /// Shows a prepared card.
    public init(_ card: PreparedCard) { content = card.content }

    /// The page.
    public var html: String {
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
        <meta name="viewport" content="width=device-width">
        <title>Preview</title>
        <style>\(Self.style)</style>
        <main>\(conversation)</main>
        </html>

        """
    }

    /// How wide a picture of the page has to be, in pixels.
    public var width: Int {
        if case .carousel(_, let cards) = content { 36 + 252 * cards.count } else { 368 }
    }

    /// How high a picture of the page should be, in pixels; an estimate.
    public var height: Int {
        switch content {
        case .card(let card): 60 + Self.height(card)
        case .carousel(let text, let cards): 60 + (text == nil ? 0 : 56) + (cards.map(Self.height).max() ?? 0)
        case .quickReplies(let text, let replies): 110 + 23 * (text.count / 40) + 44 * ((replies.count + 2) / 3)
        }
    }

    private static func height(_ card: Card) -> Int {
        let text = card.description?.plain ?? ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { $0 + 1 + $1.count / 32 }
        return (card.image == nil ? 0 : 150) + 50 + 28 * lines + 46 * card.actions.count
    }

    private var conversation: String {
        switch content {
        case .card(let card): "<article>\(Self.html(card))</article>"
        case .carousel(let text, let cards):
            (text.map { "<p class=\"said\">\(HTMLText.escaped($0))</p>" } ?? "")
                + "<section class=\"carousel\">\(cards.map { "<article>\(Self.html($0))</article>" }.joined())</section>"
        case .quickReplies(let text, let replies):
            "<p class=\"said\">\(HTMLText.escaped(text))</p><section class=\"replies\">"
                + replies.map { "<span>\(Self.picture($0.image))\(HTMLText.escaped($0.text))</span>" }.joined() + "</section>"
        }
    }

    private static func html(_ card: Card) -> String {
        let buttons = card.actions.map(button).joined()
        return picture(card.image) + "<h1>\(HTMLText.escaped(card.title))</h1>"
            + (card.description.map { "<div class=\"body\">\($0.html)</div>" } ?? "")
            + (card.video.map { "<p class=\"video\">▶ \(HTMLText.escaped($0))</p>" } ?? "")
            + (buttons.isEmpty ? "" : "<footer>\(buttons)</footer>")
    }

    private static func picture(_ address: String?) -> String {
        address.map { "<div class=\"picture\"><img src=\"\(HTMLText.escaped($0))\" alt=\"\"></div>" } ?? ""
    }

    /// What it would do stands in its tooltip: nothing in a preview does anything.
    private static func button(_ action: CardAction) -> String {
        let (mark, effect) =
            switch action.effect {
            case .link(let url): (" ↗", url)
            case .postback(let payload): ("", payload)
            }
        return "<span class=\"button\" title=\"\(HTMLText.escaped(effect))\">\(HTMLText.escaped(action.text))\(mark)</span>"
    }

    private static let style = """
        body{margin:0;background:#eef1f5;font:15px/1.45 "DejaVu Sans",system-ui,sans-serif;color:#1c2733}
        main{padding:24px;max-width:420px;overflow-wrap:anywhere}
        article{background:#fff;border-radius:14px;overflow:hidden;box-shadow:0 1px 4px #1c273333;width:320px;padding-bottom:6px}
        .picture{height:150px;background:#d5dde6}
        .picture img{width:100%;height:100%;object-fit:cover}
        h1{font-size:17px;margin:14px 16px 4px}
        .body{margin:0 16px 12px;color:#3c4a58}
        .body p{margin:0 0 8px}.body ul,.body ol{margin:4px 0 8px;padding-left:22px}
        .video{margin:0 16px 12px;font-size:13px}
        footer{border-top:1px solid #e3e8ee;margin-top:8px}
        .button{display:block;padding:11px 16px;text-align:center;color:#0a5cc2;border-bottom:1px solid #e3e8ee}
        .button:last-child{border-bottom:0}
        .said{background:#fff;border-radius:14px;padding:10px 14px;margin:0 0 12px;display:inline-block;box-shadow:0 1px 4px #1c273333}
        .carousel{display:flex;gap:12px;align-items:flex-start;width:max-content}
        .carousel article{width:240px}
        .replies{display:flex;flex-wrap:wrap;gap:8px}
        .replies span{border:1px solid #0a5cc2;color:#0a5cc2;border-radius:18px;padding:6px 14px;background:#fff}
        .replies .picture{display:inline-block;height:16px;width:16px;margin-right:6px;vertical-align:-3px}
        """
}

/// Text within HTML.
enum HTMLText {
    /// The text so that it is text in every place, in quoted attributes too (HTML Standard, section 13.3).
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
