import Attachments
import Channels
import FileIO
import Genesys
import HTTPClient
import ObjectStore
import Pipeline
import Threading

/// Everybody who takes things out, by what they take.
struct Couriers: Courier {
    private let platform: OpenMessagingCourier?
    private let outcomes: OutcomeCourier?
    private let channels: ChannelCourier
    private let handover: HandoverCourier?
    private let reports: ReportCourier?

    /// - Parameters:
    ///   - platform: `nil` where no OAuth client is configured.
    ///   - handover: `nil` where nobody is told of outcomes.
    ///   - reports: `nil` where nobody counts cards.
    ///   - store: for files that the platform is given whole.
    init(
        platform: PlatformClient?, channels: LiveChannels, handover: HandoverCourier?, reports: ReportCourier?,
        store: any ObjectStore, http: HTTPClient
    ) {
        self.reports = reports
        let integration: @Sendable (String) -> String? = { channels[$0]?.integrationID }
        self.platform = platform.map { OpenMessagingCourier($0, integration: integration) }
        let threads = ThreadPool<Void>(name: "contact-file", threads: 1)
        outcomes = platform.map {
            OutcomeCourier($0, integration: integration) { attachment in
                let file = try await store.openReleased(attachment.id, sha256: attachment.file.sha256)
                return try await threads.run { try file.read(upTo: Int(min(file.size, OutcomeCourier.maximumContactFile)), at: 0) }
            }
        }
        self.channels = ChannelCourier(channels, http: http)
        self.handover = handover
    }

    func deliver(_ parcel: Parcel) async -> CourierAnswer {
        switch parcel.contents {
        case .forward: return await channels.deliver(parcel)
        case .handover:
            return await handover?.deliver(parcel) ?? .skipped(reason: "Nobody is handed this any more: handover.url is not set.")
        case .placeholder, .attributes, .removal, .alert, .disconnection, .note:
            return await outcomes?.deliver(parcel) ?? Self.noPlatform
        case .card(let card):
            if case .channel = card.way { return await channels.deliver(parcel) }
        case .report:
            return await reports?.deliver(parcel) ?? .refused(reason: "Nobody is told of cards any more; set analytics.url.")
        case .file, .notice, .text, .receipt, .transcript, .click: break
        }
        return await platform?.deliver(parcel) ?? Self.noPlatform
    }

    private static let noPlatform = CourierAnswer.refused(
        reason: "There is no way to the platform; set genesys.clientId and genesys.clientSecret, then retry.")
}
