import Channels
import Configuration
import Observability

extension DoctorChecks {
    /// Looks for secrets that do more than one thing. Nothing is asked of anybody.
    func channels() async -> [CheckResult] {
        configuration.channels.sorted { $0.key < $1.key }.map { name, channel in
            let advice = [
                channel.secrets.isShared ? Self.oneForAll(name) : nil,
                Set(channel.secrets.all).isDisjoint(with: others(than: name)) ? nil : Self.alsoElsewhere(name),
            ].compactMap(\.self)
            let detail = "\(name): \(channel.secrets.isShared ? "one secret for all purposes" : "a secret for each purpose")"
            return CheckResult(
                advice.isEmpty ? .good : .advice, "channel", detail, remedy: advice.isEmpty ? nil : advice.joined(separator: " "))
        }
    }

    /// Whatever else is signed or shown with a secret.
    private func others(than name: String) -> [Secret] {
        configuration.channels.filter { $0.key != name }.values.flatMap(\.secrets.all) + configuration.genesys.webhookSecret
            + configuration.handover.secret + configuration.bots.values.flatMap(\.secret)
    }

    private static func oneForAll(_ name: String) -> String {
        "Write channels.\(name).secret as { inbound, events, outbound }, so that the platform cannot sign for your customers."
    }

    private static func alsoElsewhere(_ name: String) -> String {
        "Give channels.\(name) secrets of its own: what is signed for one receiver is then taken by no other."
    }
}

extension ChannelSecrets {
    fileprivate var all: [Secret] { inbound + events + outbound }
}
