import Configuration
import Observability

extension Examination {
    /// Looks for secrets that do more than one thing. Nothing is asked of anybody.
    @Sendable func channels() async -> [Finding] {
        configuration.channels.sorted { $0.key < $1.key }.map { name, section in
            let advice = [
                section.secret.isShared ? Self.oneForAll(name) : nil,
                Set(section.secret.all).isDisjoint(with: others(than: name)) ? nil : Self.alsoElsewhere(name),
            ].compactMap(\.self)
            let detail = "\(name): \(section.secret.isShared ? "one secret for all purposes" : "a secret for each purpose")"
            return Finding(
                advice.isEmpty ? .good : .advice, "channel", detail, remedy: advice.isEmpty ? nil : advice.joined(separator: " "))
        }
    }

    /// Whatever else is signed or shown with a secret.
    private func others(than name: String) -> [Secret] {
        configuration.channels.filter { $0.key != name }.values.flatMap(\.secret.all) + configuration.genesys.webhookSecret
            + configuration.handover.secret + configuration.bots.values.flatMap(\.secret)
    }

    private static func oneForAll(_ name: String) -> String {
        "Write channels.\(name).secret as { inbound, events, outbound }, so that the platform cannot sign for your customers."
    }

    private static func alsoElsewhere(_ name: String) -> String {
        "Give channels.\(name) secrets of its own: what is signed for one receiver is then taken by no other."
    }
}

extension ChannelSecretSection {
    fileprivate var all: [Secret] { inbound + events + outbound }
}
