public import Observability

/// `channels.<name>.secret`: one for all purposes, or one for each.
public struct ChannelSecretSection: Sendable, Hashable {
    /// Signs what the channel sends; several while one is being changed.
    public var inbound: [Secret] = []
    /// Signs the events of the channel's integration.
    public var events: [Secret] = []
    /// Signs what is sent to the channel.
    public var outbound: [Secret] = []
    /// Whether it was given once, for all purposes.
    public private(set) var isShared = false

    init() {}

    init(shared secrets: [Secret]) {
        (inbound, events, outbound) = (secrets, secrets, secrets)
        isShared = true
    }

    var isEmpty: Bool { inbound.isEmpty && events.isEmpty && outbound.isEmpty }
}

extension ChannelSecretSection: Section {
    private static var format: Format<[Secret]> { .oneOrMany(.secret(atLeast: 16)) }

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

extension Format where Value == ChannelSecretSection {
    /// A secret or a list of them, or an object with some for each purpose.
    static var channelSecret: Self {
        let shared = Format<[Secret]>.oneOrMany(.secret(atLeast: 16))
        return Format(expected: "\(shared.expected), or an object { inbound, events, outbound }") { given, place in
            guard case .object = given else { return shared.read(given, place).map(ChannelSecretSection.init(shared:)) }
            var section = ChannelSecretSection()
            FieldReader.read(&section, from: given, at: place, Surroundings(environment: [:], workingFolder: ""))
            return section
        } write: {
            $0.isShared ? shared.write($0.inbound) : FieldWriter.write($0)
        }
    }
}
