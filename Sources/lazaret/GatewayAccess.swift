import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// A running gateway, as a command reaches it: by its HTTP API, with a key.
struct GatewayAccess: Sendable {
    private let url: String
    private let key: String

    /// - Parameters:
    ///   - url: else `LAZARET_URL`, else this machine's usual port.
    ///   - key: else `LAZARET_KEY`.
    /// - Throws: `CommandError` when there is no key.
    init(url: String?, key: String?) throws {
        let environment = ProcessInfo.processInfo.environment
        var url = url ?? environment["LAZARET_URL"] ?? "http://127.0.0.1:8080"
        while url.hasSuffix("/") { url.removeLast() }
        guard let key = key ?? environment["LAZARET_KEY"], !key.isEmpty else {
            throw CommandError.usage("There is no key. Set LAZARET_KEY, or give one with --key.")
        }
        self.url = url
        self.key = key
    }

    /// Makes one request.
    ///
    /// - Throws: `CommandError` when the gateway cannot be reached, or does not let the key in.
    func send(_ method: HTTPMethod, _ path: String, fields: HTTPFields = [:], body: [UInt8] = []) async throws
        -> HTTPClient.Response
    {
        var fields = fields
        fields["Authorization"] = "Bearer \(key)"
        let response: HTTPClient.Response
        do {
            response = try await HTTPClient().send(
                .init(method: method, url: url + path, fields: fields, body: body, timeout: .seconds(90)))
        } catch let error as HTTPClientError where error.code == .invalidURL || error.code == .invalidRequest {
            throw CommandError.usage("The address or the key of the gateway cannot be used. Check --url and LAZARET_KEY.")
        } catch {
            throw CommandError.unavailable("The gateway was not reached: \(error)")
        }
        switch response.status {
        case 401, 403: throw CommandError.usage(Self.sentence(of: response))
        case 429, 503: throw CommandError.unavailable(Self.sentence(of: response))
        default: return response
        }
    }

    /// What a problem document says.
    static func sentence(of response: HTTPClient.Response) -> String {
        (try? JSON(parsing: response.body))?["error"].string ?? "The gateway answered \(response.status). Check --url."
    }
}
