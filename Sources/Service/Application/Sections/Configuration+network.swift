import Configuration
import Foundation
import HTTPClient
import Observability
import WebSocket

/// How everything outside is reached.
extension LazaretConfiguration {
    /// For clients of HTTP.
    var network: HTTPClient.Configuration {
        var network = HTTPClient.Configuration()
        network.proxy = proxy.httpProxy
        network.certificateAuthorities = trustedAuthorities
        return network
    }

    /// For the platform's notifications.
    /// - Throws: `ApplicationError` for a proxy that libwebsockets cannot use.
    func webSocketClient() throws -> WebSocketClient {
        var client = WebSocketClient.Configuration()
        client.certificateAuthorities = trustedAuthorities
        let host = genesys.streamingURL?.host() ?? "streaming.\(genesys.region)"
        if let http = proxy.httpProxy, http.serves(name: host) {
            guard http.url.hasPrefix("http://") else {
                throw ApplicationError(
                    .configuration,
                    "proxy.url: notifications cannot go through a proxy by https://. Give its http:// address, or put \(host) into proxy.exclude."
                )
            }
            client.proxy = String(http.url.dropFirst("http://".count).prefix { $0 != "/" })
        }
        return WebSocketClient(client)
    }

    /// - Throws: `ApplicationError` when the file of certificates is of no use.
    func checkAuthorities() throws {
        guard let file = trustedAuthorities else { return }
        let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
        guard text?.contains("-----BEGIN CERTIFICATE-----") == true else {
            throw ApplicationError(
                .configuration, "caCertificates: \(file) cannot be read, or holds no certificate in PEM. Name a file that does.")
        }
    }
}

extension ProxySection {
    /// What HTTP goes through.
    var httpProxy: HTTPClient.Proxy? { url.map { HTTPClient.Proxy(url: $0.reveal(), exclusions: exclude) } }
}
