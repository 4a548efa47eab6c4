import JSON

/// The words for what a button does, in the tutorial's form.
enum ButtonKind {
    private static let links: Set<String> = ["link", "openUrl", "openurl", "url", "web_url"]
    private static let postbacks: Set<String> = ["message", "postback", "quickReply", "reply", "webchat"]

    static let `default` = "postback"
    static let expected = "must be one of link, openUrl, url, message, postback, reply, webchat."

    static func isLink(_ word: String) -> Bool { links.contains(word) }
    static func isKnown(_ word: String) -> Bool { links.contains(word) || postbacks.contains(word) }
}
