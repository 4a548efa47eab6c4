import Channels
import Observability

/// `channels.<name>.secret`: one for all purposes, or one for each.
extension ChannelSecrets: Section {
    private static var format: Format<[Secret]> { .oneOrMany(.secret(atLeast: 16)) }

    private var isEmpty: Bool { inbound.isEmpty && events.isEmpty && outbound.isEmpty }

    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("inbound", &inbound, Self.format)
        fields.value("events", &events, Self.format)
        fields.value("outbound", &outbound, Self.format)
        fields.check("inbound", !isEmpty, "is missing, and so are events and outbound; write at least one")
        fields.check(
            "inbound", Set(inbound).isDisjoint(with: events + outbound),
            "is used for another purpose as well; give each purpose a secret of its own")
        fields.check("events", Set(events).isDisjoint(with: outbound), "is also outbound; give each purpose a secret of its own")
    }
}

extension Format where Value == ChannelSecrets {
    /// A secret or a list of them, or an object with some for each purpose.
    static var channelSecrets: Self {
        let shared = Format<[Secret]>.oneOrMany(.secret(atLeast: 16))
        return Format(expected: "\(shared.expected), or an object { inbound, events, outbound }") { given, place in
            guard case .object = given else { return shared.read(given, place).map(ChannelSecrets.init(shared:)) }
            var secrets = ChannelSecrets(shared: [])
            FieldReader.read(&secrets, from: given, at: place, ProcessEnvironment(environment: [:], workingFolder: ""))
            return secrets
        } write: {
            $0.isShared ? shared.write($0.inbound) : FieldWriter.write($0)
        }
    }
}
