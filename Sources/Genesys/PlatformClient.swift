public import Foundation
public import HTTPClient
import HTTPSemantics
import Observability

/// Makes calls with an access token.
public struct PlatformClient: Sendable {
    let configuration: GenesysConfiguration
    private let http: HTTPClient
    private let now: @Sendable () -> Date
    private let tokens: AccessTokens

    /// Prepares the way to one organisation; nothing is sent before the first call.
    ///
    /// - Parameters:
    ///   - instant: the time that a token's life is measured by.
    ///   - now: the time that dates in answers are measured from.
    public init(
        _ configuration: GenesysConfiguration, http: HTTPClient,
        instant: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.configuration = configuration
        self.http = http
        self.now = now
        tokens = AccessTokens(now: instant) {
            let response = try await Self.send(configuration.tokenRequest(), for: .token, by: http)
            return try TokenGrant(AnswerReader(call: .token, now: now()).body(of: response))
        }
    }

    /// Gets a token, or learns why there is none.
    /// - Throws: `GenesysError`.
    public func authenticate() async throws { _ = try await tokens.token() }

    /// Sends a JSON body and gives the success's body. When the token is not accepted, tries once more with a new one.
    ///
    /// - Parameter values: what stands in place of the path's placeholders.
    /// - Throws: `GenesysError` for anything but a success.
    func send(_ call: Call, _ values: [String: String] = [:], body: [UInt8]) async throws -> [UInt8] {
        let url = try configuration.url(of: call, with: values)
        let token = try await tokens.token()
        var response = try await attempt(call, url, body, token)
        if response.status == 401 {
            await tokens.invalidate(token)
            response = try await attempt(call, url, body, tokens.token())
        }
        return try AnswerReader(call: call, now: now()).body(of: response)
    }

    private func attempt(_ call: Call, _ url: String, _ body: [UInt8], _ token: Secret) async throws -> HTTPClient.Response {
        let request = HTTPClient.Request(
            method: configuration.routes[call].method, url: url,
            fields: [
                "Authorization": "Bearer \(token.reveal())", "Content-Type": "application/json", "Accept": "application/json",
            ],
            body: body, timeout: configuration.timeout)
        return try await Self.send(request, for: call, by: http)
    }

    private static func send(_ request: HTTPClient.Request, for call: Call, by http: HTTPClient) async throws -> HTTPClient.Response
    {
        do {
            return try await http.send(request)
        } catch {
            throw GenesysError(error, of: call)
        }
    }
}
