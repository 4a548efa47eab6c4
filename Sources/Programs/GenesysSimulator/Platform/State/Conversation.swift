internal import Foundation

/// A customer, a queue and an agent, and what they wrote.
struct Conversation: Sendable {
    let id: String
    let messenger: Messenger
    /// The Open Messaging integration; `nil` for the platform's own widget and for routes that do not say.
    let integrationID: String?
    /// The customer's.
    let address: String
    let startTime: Date
    private(set) var endTime: Date?
    var externalContactID: String?
    var customer: Participant
    let acd: Participant
    var agent: Participant
    /// Oldest first; what the log has forgotten is not here either.
    var messageIDs: [String] = []

    init(
        id: String, messenger: Messenger, integrationID: String?, address: String, customerName: String?, at now: Date,
        newID: () -> String
    ) {
        self.id = id
        self.messenger = messenger
        self.integrationID = integrationID
        self.address = address
        startTime = now
        customer = Participant(.customer, id: newID(), communicationID: newID(), name: customerName ?? address, at: now)
        acd = Participant(.acd, id: newID(), communicationID: newID(), name: "Lazaret demo queue", at: now)
        agent = Participant(.agent, id: newID(), communicationID: newID(), name: "Demo agent", at: now)
    }

    var isOver: Bool { endTime != nil }

    var participants: [Participant] { [customer, acd, agent] }

    /// Hangs up for everybody; a second time changes nothing.
    mutating func end(at now: Date) { endTime = endTime ?? now }

    /// Merges attributes into a participant's.
    /// - Throws: ``Refusal`` 404 for an unknown participant, 400 when there are too many.
    mutating func merge(_ attributes: [String: String], into participantID: String) throws(Refusal) -> Participant {
        switch participantID {
        case customer.id:
            try customer.merge(attributes)
            return customer
        case agent.id:
            try agent.merge(attributes)
            return agent
        case acd.id: throw .brokenRule("participantId", "The attributes of a queue cannot be set; use the customer's.")
        default: throw .notFound
        }
    }
}
