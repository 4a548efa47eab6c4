import Channels
import Genesys
import HTTPClient
import Pipeline

/// Everybody who takes things out, by what they take.
struct Couriers: Courier {
    private let platform: OpenMessagingCourier?
    private let channels: ChannelCourier
    private let reports: ReportCourier?

    /// - Parameters:
    ///   - platform: `nil` where no OAuth client is configured.
    ///   - reports: `nil` where nobody counts.
    init(platform: PlatformClient?, channels: LiveChannels, reports: ReportCourier?, http: HTTPClient) {
        self.reports = reports
        self.platform = platform.map { OpenMessagingCourier($0) { channels[$0]?.integrationID } }
        self.channels = ChannelCourier(channels, http: http)
    }

    func deliver(_ parcel: Parcel) async -> CourierAnswer {
        switch parcel.contents {
        case .forward: return await channels.deliver(parcel)
        case .card(let card):
            if case .channel = card.way { return await channels.deliver(parcel) }
        case .report:
            return await reports?.deliver(parcel) ?? .refused(reason: "Nobody is told of cards any more; set analytics.url.")
        case .file, .notice, .text, .receipt, .transcript, .click: break
        }
        return await platform?.deliver(parcel)
            ?? .refused(reason: "There is no way to the platform; set genesys.clientId and genesys.clientSecret, then retry.")
    }
}
