public import Channels
public import Genesys
public import Pipeline

/// What takes messages out of the gateway, as far as it is configured.
public struct Transports: Sendable {
    /// `nil` where no OAuth client is configured.
    public var platform: PlatformTransport?
    /// To the customers' channels.
    public var channels: ChannelTransport
    /// The outcome webhook; `nil` where none is configured.
    public var handover: HandoverTransport?
    /// `nil` where no receiver of reports is configured.
    public var reports: ReportTransport?

    /// Gathers the transports.
    public init(
        platform: PlatformTransport?, channels: ChannelTransport, handover: HandoverTransport? = nil,
        reports: ReportTransport? = nil
    ) {
        self.platform = platform
        self.channels = channels
        self.handover = handover
        self.reports = reports
    }
}

extension DeliveryRouter {
    /// The routing table: each kind of message, and the transport that takes it.
    public init(_ transports: Transports) {
        self.init()
        for outcome in Self.platformKinds { register(outcome, through: transports.platform) }
        register(OutgoingForward.self, through: transports.channels.deliver)
        register(OutgoingCard.self) { card in
            if case .channel = card.message.way { return await transports.channels.deliver(card) }
            return await transports.platform?.deliver(card) ?? .noPlatform
        }
        register(OutgoingHandover.self) {
            await transports.handover?.deliver($0)
                ?? .skipped(reason: "No system is told of outcomes any more: handover.url is not set.")
        }
        register(OutgoingReport.self) {
            await transports.reports?.deliver($0) ?? .refused(reason: "No system is told of cards any more; set analytics.url.")
        }
    }

    /// The kinds that go to the platform and nowhere else.
    private static let platformKinds: [any PlatformMessage.Type] = [
        OutgoingFile.self, OutgoingNotice.self, OutgoingText.self, OutgoingReceipt.self, OutgoingTranscript.self,
        OutgoingClick.self, OutgoingPlaceholder.self, OutgoingAttributes.self, OutgoingRemoval.self, OutgoingAlert.self,
        OutgoingDisconnection.self, OutgoingNote.self,
    ]

    private mutating func register<Message: PlatformMessage>(_ message: Message.Type, through platform: PlatformTransport?) {
        register(message) { await platform?.deliver($0) ?? .noPlatform }
    }
}

extension DeliveryResult {
    fileprivate static let noPlatform = DeliveryResult.refused(
        reason: "There is no way to the platform; set genesys.clientId and genesys.clientSecret, then retry.")
}
