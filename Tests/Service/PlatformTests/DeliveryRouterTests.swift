import Channels
import Deliveries
import HTTPClient
import Ledger
import Pipeline
import Testing

/// The program's own routing table; where each message really arrives is shown by the flows on the simulator.
@Suite struct DeliveryRouterTests {
    /// The words are in every ledger: one that is missing here would leave its rows parked.
    @Test func everyKindThatWasEverQueuedHasATransport() {
        let http = HTTPClient()
        let channels = ChannelTransport(LiveChannels([:], webhookSecrets: []), http: http)
        let router = DeliveryRouter(Transports(platform: nil, channels: channels))
        #expect(
            Set(router.kinds.map(\.rawValue)) == [
                "file", "notice", "text", "forward", "receipt", "attributes", "placeholder", "removal", "alert", "disconnection",
                "note", "handover", "card", "transcript", "click", "report",
            ])
    }
}
