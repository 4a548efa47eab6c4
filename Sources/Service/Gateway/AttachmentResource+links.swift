import Attachments
import Ledger

extension AttachmentResource {
    /// Reads an attachment's timeline, and makes a link when it can be fetched.
    ///
    /// - Parameter holder: who gets the link, for the audit log.
    init(_ attachment: Attachment, for holder: String, ledger: any Ledger, links: Links) async throws {
        self.init(
            attachment: attachment, timeline: try await ledger.timeline(of: attachment.id),
            link: attachment.isAvailable ? try links.make(for: attachment) : nil)
        try await Self.note([self], for: holder, ledger: ledger, links: links)
    }

    /// The same for several, with one entry in the audit log for all of their links.
    static func all(
        _ attachments: [Attachment], for holder: String, ledger: any Ledger, links: Links
    ) async throws -> [AttachmentResource] {
        var resources: [AttachmentResource] = []
        for attachment in attachments {
            resources.append(
                .init(
                    attachment: attachment, timeline: try await ledger.timeline(of: attachment.id),
                    link: attachment.isAvailable ? try links.make(for: attachment) : nil))
        }
        try await note(resources, for: holder, ledger: ledger, links: links)
        return resources
    }

    /// Written before the links leave.
    private static func note(
        _ resources: [AttachmentResource], for holder: String, ledger: any Ledger, links: Links
    ) async throws {
        let linked = resources.filter { $0.link != nil }.map(\.attachment.id)
        guard let first = linked.first else { return }
        let which = linked.count == 1 ? "a link" : "links to \(linked.map(\.description).joined(separator: " "))"
        try await ledger.recordAudit(
            AuditEntry(
                at: links.now(), actor: holder, action: "link.minted", attachment: linked.count == 1 ? first : nil,
                detail: "\(which), good for \(links.lifetime.components.seconds) seconds"))
    }
}
