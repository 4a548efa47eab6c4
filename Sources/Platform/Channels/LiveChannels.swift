public import Observability
import Synchronization

/// The channels in force, and what the platform's own webhooks are signed with; replaced as a whole when the configuration is read again.
public final class LiveChannels: Sendable {
    private struct State {
        var channels: [String: Channel]
        var webhookSecrets: [Secret]
    }

    private let state: Mutex<State>

    /// Starts with a configuration.
    public init(_ channels: [String: Channel], webhookSecrets: [Secret]) {
        state = Mutex(State(channels: channels, webhookSecrets: webhookSecrets))
    }

    /// A channel by its name.
    public subscript(name: String) -> Channel? { state.withLock { $0.channels[name] } }

    /// The names of those that messages can be passed on to, in order.
    public var reachable: [String] {
        state.withLock { $0.channels.filter { $0.value.outboundURL != nil }.keys.sorted() }
    }

    /// The channel of an integration.
    public func name(ofIntegration id: String) -> String? {
        state.withLock { $0.channels.first { $0.value.integrationID == id }?.key }
    }

    /// What the platform's own webhooks are signed with: several while one is being changed.
    public var webhookSecrets: [Secret] { state.withLock { $0.webhookSecrets } }

    /// Puts another configuration in force.
    public func replace(with channels: [String: Channel], webhookSecrets: [Secret]) {
        state.withLock { $0 = State(channels: channels, webhookSecrets: webhookSecrets) }
    }
}
