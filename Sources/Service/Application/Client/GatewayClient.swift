import Foundation
public import HTTPClient
public import HTTPSemantics
import JSON

/// A running gateway, as a command reaches it: by its HTTP API, with a key.
public struct GatewayClient: Sendable {
    private let url: String
    private let key: String
    private let http = HTTPClient()

    /// - Parameters:
    ///   - url: the address of the gateway.
    ///   - key: else `LAZARET_KEY` of the environment.
    /// - Throws: `ApplicationError` when there is no key.
    public init(url: String, key: String?, environment: [String: String]) throws {
        guard let key = key ?? environment["LAZARET_KEY"], !key.isEmpty else {
            throw ApplicationError(.configuration, "There is no key. Set LAZARET_KEY, or give one with --key.")
        }
        self.key = key
        self.url = String(url.reversed().drop { $0 == "/" }.reversed())
    }

    /// Makes one request.
    ///
    /// - Returns: what the gateway answers; also a refusal.
    /// - Throws: `ApplicationError` when the gateway cannot be reached, does not let the key in, or has no time now.
    public func send(_ method: HTTPMethod, _ path: String, fields: HTTPFields = [:], body: [UInt8] = []) async throws
        -> HTTPClient.Response
    {
        var fields = fields
        fields["Authorization"] = "Bearer \(key)"
        let response: HTTPClient.Response
        do {
            response = try await http.send(
                .init(
                    method: method, url: url + path, fields: fields, body: body, timeout: .seconds(90),
                    maximumResponseBytes: 64 << 20))
        } catch let error as HTTPClientError where error.code == .invalidURL || error.code == .invalidRequest {
            throw ApplicationError(.configuration, "\(url) cannot be asked: check --url and the key.")
        } catch {
            throw ApplicationError(.unavailable, "No gateway answers at \(url): \(error) Start it, or correct --url.")
        }
        switch response.status {
        case 401, 403: throw ApplicationError(.configuration, Self.sentence(of: response))
        case 429, 503: throw ApplicationError(.unavailable, Self.sentence(of: response))
        default: return response
        }
    }

    /// What a problem document says.
    public static func sentence(of response: HTTPClient.Response) -> String {
        (try? JSON(parsing: response.body))?["error"].string
            ?? "The gateway answered \(response.status). Check that --url leads to one."
    }
}
