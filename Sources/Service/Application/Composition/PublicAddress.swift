import Configuration
import Foundation
package import Gateway
package import ObjectStore

/// Where clients reach the gateway, and the links that begin there. It is known once the server is bound.
package struct PublicAddress: Sendable {
    let url: URL
    package let signer: LinkSigner
    package let links: Links

    init(
        _ configuration: LazaretConfiguration, port: UInt16, secret: [UInt8], store: any ObjectStore,
        now: @escaping @Sendable () -> Date
    ) {
        url = configuration.server.publicURL(port: port)
        signer = LinkSigner(key: secret, publicURL: url)
        links = Links(
            signer: signer, presigner: configuration.store.presigner(store), lifetime: configuration.links.lifetime, now: now)
    }
}
