import JSON

/// What a card may have.
public struct CardLimits: Sendable, Hashable {
    /// What is done with more buttons than there may be.
    public enum ExtraButtons: String, Sendable, Hashable, CaseIterable {
        /// The card is refused.
        case refuse
        /// The first ones stay; the answer says what was cut.
        case cut
    }

    /// Components in each other.
    public var maximumDepth = 4
    /// Components in one card, at every level.
    public var maximumComponents = 20
    /// What is done with more buttons than there may be.
    public var extraButtons = ExtraButtons.refuse
    /// What holds for channels without limits of their own.
    public var general = ChannelLimits()
    /// By the channel's name.
    public var channels = ["whatsapp": ChannelLimits.whatsApp]

    /// Makes the default limits: those of the tutorial.
    public init() {}
}

/// What the cards of one channel may have. Lengths are in Unicode scalars.
public struct ChannelLimits: Sendable, Hashable {
    /// Buttons on one card.
    public var maximumButtons = 5
    /// Whether a button may lead to an address.
    public var allowsLinks = true
    /// Cards in a carousel; the platform has 10.
    public var maximumCards = 10
    /// Quick replies in a message.
    public var maximumQuickReplies = 13
    /// Of a title.
    public var titleLength = 200
    /// Of a description as the customer reads it, and of any other text.
    public var descriptionLength = 2000
    /// Of a button's text.
    public var labelLength = 80
    /// Of what a button sends back.
    public var payloadLength = 1000

    /// Makes the default limits.
    public init() {}

    /// WhatsApp: three buttons, none of them a link, 20 characters each.
    public static var whatsApp: ChannelLimits {
        var limits = ChannelLimits()
        limits.maximumButtons = 3
        limits.maximumQuickReplies = 3
        limits.allowsLinks = false
        limits.labelLength = 20
        return limits
    }
}
