public import Attachments
public import Foundation
public import ObjectStore

/// Makes the links that leave the gateway: signed, and valid for as long as the configuration says.
public struct Links: Sendable {
    private let signer: LinkSigner
    private let presigner: (any PresigningStore)?
    let lifetime: Duration
    let now: @Sendable () -> Date

    /// - Parameters:
    ///   - presigner: the store, where clients are to fetch files from it and not from this gateway.
    ///   - lifetime: from the moment of making.
    public init(
        signer: LinkSigner, presigner: (any PresigningStore)? = nil, lifetime: Duration, now: @escaping @Sendable () -> Date
    ) {
        self.signer = signer
        self.presigner = presigner
        self.lifetime = lifetime
        self.now = now
    }

    /// The link alone, for a transport.
    public func url(for attachment: Attachment) throws -> URL { try make(for: attachment).url }

    /// A link to a released file and the moment it runs out.
    func make(for attachment: Attachment) throws -> AttachmentResource.Link {
        let expires = now() + lifetime / .seconds(1)
        return .init(url: try url(for: attachment, expires: expires), expires: expires)
    }

    private func url(for attachment: Attachment, expires: Date) throws -> URL {
        guard let presigner else { return try signer.link(to: attachment.id, name: attachment.file.shownName, expires: expires) }
        return try presigner.link(
            to: attachment.id, name: attachment.file.shownName,
            mediaType: attachment.file.detectedType ?? "application/octet-stream",
            lifetime: lifetime)
    }
}
