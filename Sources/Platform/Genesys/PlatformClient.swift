public import Foundation
public import HTTPClient
import HTTPSemantics
public import Observability

/// Makes calls with an access token. Whoever holds a copy shares the token, the budget of calls and the breaker.
///
/// Nothing is tried again here but a call whose token was not accepted: that is the dispatcher's business, which knows how long to wait.
public struct PlatformClient: Sendable {
    /// How the platform is reached.
    public let configuration: GenesysConfiguration
    let tokens: AccessTokens
    private let http: HTTPClient
    private let now: @Sendable () -> Date
    private let outboundThrottle: OutboundThrottle
    private let log: Logger

    /// Prepares the way to one organisation; nothing is sent before the first call.
    ///
    /// - Parameters:
    ///   - log: told of each attempt, with the platform's identifier of it.
    ///   - instant: the time that lives and waits are measured by.
    ///   - now: the time that dates in answers are measured from.
    public init(
        _ configuration: GenesysConfiguration, http: HTTPClient, log: Logger = Logger(),
        instant: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.configuration = configuration
        self.http = http
        self.log = log
        self.now = now
        outboundThrottle = OutboundThrottle(configuration.limits, instant: instant, now: now)
        tokens = AccessTokens(now: instant) {
            let response = try await Self.send(configuration.tokenRequest(), for: .token, by: http)
            return try TokenGrant(AnswerReader(call: .token, now: now()).body(of: response))
        }
    }

    /// Gets a token, or learns why there is none.
    /// - Throws: `GenesysError`.
    public func authenticate() async throws { _ = try await tokens.token() }

    /// Asks something of the platform.
    ///
    /// When the token is not accepted, asks once more with a new one. A call that the budget or the breaker keeps back is not sent.
    /// - Throws: `GenesysError` for anything but a success.
    public func send<Request: PlatformRequest>(_ request: Request) async throws -> Request.Answer {
        try await request.answer(perform(request.order(configuration)).body)
    }

    /// As `send`, with the platform's own identifier of the call that succeeded, for a timeline.
    public func sendTraced<Request: PlatformRequest>(
        _ request: Request
    ) async throws -> (answer: Request.Answer, correlationID: String?) {
        let success = try await perform(request.order(configuration))
        return try (request.answer(success.body), success.correlationID)
    }

    /// Gives the access token back where that is configured. A failure is logged only: the token ends by itself.
    public func close() async {
        guard configuration.revokesTokenAtEnd, let token = await tokens.surrender() else { return }
        do {
            let order = PreparedRequest(.tokenRevocation)
            let response = try await attempt(order, configuration.url(of: order.call), token)
            _ = try reader(order.call).body(of: response)
        } catch {
            log.warning("The access token was not revoked", ["reason": "\(error)"])
        }
    }

    /// Sends an order and gives what a success brought.
    func perform(_ order: PreparedRequest) async throws -> (body: [UInt8], correlationID: String?) {
        let url = try configuration.url(of: order.call, with: order.values)
        let token = try await tokens.token()
        var response = try await attempt(order, url, token)
        if response.status == 401 {
            await tokens.invalidate(token)
            response = try await attempt(order, url, tokens.token())
        }
        return try (reader(order.call).body(of: response), AnswerReader.correlation(response.fields))
    }

    private func reader(_ call: Endpoint) -> AnswerReader { AnswerReader(call: call, now: now()) }

    private func attempt(_ order: PreparedRequest, _ url: String, _ token: Secret) async throws -> HTTPClient.Response {
        var fields = order.fields
        fields["Authorization"] = "Bearer \(token.reveal())"
        fields["Accept"] = "application/json"
        let request = HTTPClient.Request(
            method: configuration.routes[order.call].method, url: url, fields: fields, body: order.body ?? [],
            timeout: configuration.timeout, maximumResponseBytes: IncomingJSON.maximumBytes)
        try outboundThrottle.admit(order.call)
        do {
            let response = try await http.send(request)
            outboundThrottle.report(response)
            record(order.call, response)
            return response
        } catch {
            outboundThrottle.report(error)
            throw GenesysError(error, of: order.call)
        }
    }

    private func record(_ call: Endpoint, _ response: HTTPClient.Response) {
        log.debug(
            "Called the platform",
            [
                "call": .string(call.rawValue), "status": .integer(response.status),
                "correlation": .string(AnswerReader.correlation(response.fields) ?? "none"),
            ])
    }

    private static func send(_ request: HTTPClient.Request, for call: Endpoint, by http: HTTPClient) async throws
        -> HTTPClient.Response
    {
        do {
            return try await http.send(request)
        } catch {
            throw GenesysError(error, of: call)
        }
    }
}
