public import Attachments
public import Foundation
public import ObjectStore

/// Makes the links that leave the gateway: signed, and valid for as long as the configuration says.
public struct Links: Sendable {
    private let signer: LinkSigner
    let lifetime: Duration
    let now: @Sendable () -> Date

    /// - Parameter lifetime: from the moment of making.
    public init(signer: LinkSigner, lifetime: Duration, now: @escaping @Sendable () -> Date) {
        self.signer = signer
        self.lifetime = lifetime
        self.now = now
    }

    /// The link alone, for a courier.
    public func url(for attachment: Attachment) throws -> URL { try make(for: attachment).url }

    /// A link to a released file and the moment it runs out.
    func make(for attachment: Attachment) throws -> AttachmentResource.Link {
        let expires = now() + lifetime / .seconds(1)
        return .init(url: try signer.link(to: attachment.id, name: attachment.file.name, expires: expires), expires: expires)
    }
}
