internal import Foundation
internal import HTTPSemantics

/// A profile of the media types that may pass, with wildcards such as `image/*`.
struct SupportedContent: Sendable {
    let id: String
    var name: String
    var inbound: [String]
    var outbound: [String]
    let created: Date
    var modified: Date
    var version = 1

    init(id: String, name: String, inbound: [String], outbound: [String], created: Date) {
        self.id = id
        self.name = name
        self.inbound = inbound
        self.outbound = outbound
        self.created = created
        modified = created
    }

    var inboundTypes: [MediaType] { inbound.compactMap { MediaType($0) } }

    /// Media that is not let in is dropped, and the sender hears nothing of it.
    func letsIn(_ type: MediaType) -> Bool { inboundTypes.contains(where: type.matches) }

    /// A message with media that is not let out is not sent.
    func letsOut(_ type: MediaType) -> Bool { outbound.compactMap { MediaType($0) }.contains(where: type.matches) }
}
