import Channels
import Genesys
import HTTPClient
import Pipeline

/// Everybody who takes things out, by what they take.
struct Couriers: Courier {
    private let platform: OpenMessagingCourier?
    private let channels: ChannelCourier

    /// - Parameter platform: `nil` where no OAuth client is configured.
    init(platform: PlatformClient?, channels: LiveChannels, http: HTTPClient) {
        self.platform = platform.map { OpenMessagingCourier($0) { channels[$0]?.integrationID } }
        self.channels = ChannelCourier(channels, http: http)
    }

    func deliver(_ parcel: Parcel) async -> CourierAnswer {
        switch parcel.contents {
        case .forward: await channels.deliver(parcel)
        case .file, .notice, .text, .receipt:
            await platform?.deliver(parcel)
                ?? .refused(reason: "There is no way to the platform; set genesys.clientId and genesys.clientSecret, then retry.")
        }
    }
}
