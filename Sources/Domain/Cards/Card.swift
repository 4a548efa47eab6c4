import JSON

/// What a customer sees, whatever form it came in.
public enum CardContent: Sendable, Hashable {
    /// One card.
    case card(Card)
    /// Cards beside each other.
    case carousel(text: String?, cards: [Card])
    /// A question with answers to choose from.
    case quickReplies(text: String, replies: [QuickReply])
}

/// One card; every text in it is cleaned.
public struct Card: Sendable, Hashable {
    /// The headline.
    public var title = ""
    /// What it says.
    public var description: RichText?
    /// The https address of a picture.
    public var image: String?
    /// The https address of a video.
    public var video: String?
    /// The https address that the card itself leads to.
    public var link: String?
    /// Its buttons.
    public var actions: [CardAction] = []

    init() {}
}

/// A text in both of its forms.
public struct RichText: Sendable, Hashable {
    /// Cleaned HTML.
    public let html: String
    /// The same without markup.
    public let plain: String
}

/// A button.
public struct CardAction: Sendable, Hashable {
    /// What a button does.
    public enum Effect: Sendable, Hashable {
        /// Opens an https address.
        case link(String)
        /// Sends a text back.
        case postback(String)
    }

    /// What it says.
    public let text: String
    /// The tutorial's word for what it does: `postback`, `webchat`, `link`.
    public let name: String
    /// What it does.
    public let effect: Effect
}

/// An answer to choose.
public struct QuickReply: Sendable, Hashable {
    /// What it says.
    public let text: String
    /// What is sent back.
    public let payload: String
    /// The https address of a picture.
    public let image: String?
}
