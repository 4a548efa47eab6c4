import Foundation
import HTTPClient
import HTTPSemantics

/// Decides what an answer of the platform means. Pure.
struct AnswerReader {
    /// What was called.
    let call: Call
    /// What a `Retry-After` with a date is measured from.
    let now: Date

    /// An operator has to act first, so that trying often would be noise.
    static let operatorPace = Duration.seconds(60)
    /// No server can ask to wait longer.
    static let longestWait = Duration.seconds(3600)

    /// Takes a success's body.
    /// - Throws: what any other status means.
    func body(of response: HTTPClient.Response) throws(GenesysError) -> [UInt8] {
        guard !(200..<300).contains(response.status) else { return response.body }
        throw failure(response)
    }

    private func failure(_ response: HTTPClient.Response) -> GenesysError {
        let said = account(of: response)
        switch response.status {
        case 429: return GenesysError(.rateLimited, "\(said); the platform asks for fewer calls", retryAfter: wait(response.fields))
        case 408, 500, 502, 503, 504:
            return GenesysError(.unavailable, "\(said); try again later", retryAfter: wait(response.fields))
        case 401: return badCredentials(said)
        case 400..<500 where call == .token: return badCredentials(said)
        case 403: return missingPermission(said)
        case 400..<500: return GenesysError(.rejected, "\(said); the request itself must change")
        default: return GenesysError(.unreadableAnswer, "\(said); check the configured addresses of the platform")
        }
    }

    /// Status, the platform's own words, and the identifier that its support asks for.
    private func account(of response: HTTPClient.Response) -> String {
        var text = "\(call.rawValue): status \(response.status)"
        if let summary = ErrorBody(response.body).summary { text += ", \(summary)" }
        if let correlation = response.fields["ININ-Correlation-Id"], HTTPFields.Field.isToken(correlation), correlation.count <= 64
        {
            text += ", correlation id \(correlation)"
        }
        return text
    }

    private func badCredentials(_ said: String) -> GenesysError {
        GenesysError(
            .badCredentials, "\(said); check the client ID, the client secret and the region of the OAuth client",
            retryAfter: Self.operatorPace)
    }

    private func missingPermission(_ said: String) -> GenesysError {
        let remedy = call.permission.map { "add the permission \($0) to a role of the OAuth client" } ?? "check the OAuth client"
        return GenesysError(.missingPermission, "\(said); \(remedy) (Admin > Integrations > OAuth > Roles), then retry")
    }

    /// `Retry-After`, else what is left of the rate limit's period.
    private func wait(_ fields: HTTPFields) -> Duration? {
        let asked = fields["Retry-After"].flatMap { RetryAfter($0, now: now) }?.delay(from: now)
        let reset = fields["inin-ratelimit-reset"].flatMap { RetryAfter($0, now: now) }?.delay(from: now)
        return (asked ?? reset).map { min($0, Self.longestWait) }
    }
}
