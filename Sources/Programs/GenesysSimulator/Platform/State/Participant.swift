internal import Foundation

/// One side of a conversation, with its line into it.
struct Participant: Sendable {
    enum Purpose: String, Sendable {
        case customer
        /// The queue.
        case acd
        case agent
    }

    /// What the names and values of one participant may take together.
    private static let maximumAttributeBytes = 128 << 10

    let id: String
    let purpose: Purpose
    let communicationID: String
    let name: String
    let connectedTime: Date
    private(set) var attributes: [String: String] = [:]

    init(_ purpose: Purpose, id: String, communicationID: String, name: String, at now: Date) {
        self.purpose = purpose
        self.id = id
        self.communicationID = communicationID
        self.name = name
        connectedTime = now
    }

    /// Sets these and keeps the others.
    /// - Throws: ``Refusal`` 400 when all together are too large.
    mutating func merge(_ new: [String: String]) throws(Refusal) {
        let merged = attributes.merging(new) { _, new in new }
        let bytes = merged.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard bytes <= Self.maximumAttributeBytes else {
            throw .outOfBounds("attributes", "a number of bytes", 0...Self.maximumAttributeBytes)
        }
        attributes = merged
    }
}
