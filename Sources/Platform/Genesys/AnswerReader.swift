import Foundation
import HTTPClient
import HTTPSemantics

/// Decides what an answer of the platform means. Pure.
struct AnswerReader {
    /// What was called.
    let call: Endpoint
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
        case 429:
            return GenesysError(
                .rateLimited, "\(said); the platform asks for fewer calls", retryAfter: Self.wait(response.fields, now: now))
        case 408, 500, 502, 503, 504:
            // Not the rate limit's reset: it stands in every answer, also of who has made few calls.
            return GenesysError(
                .unavailable, "\(said); try again later", retryAfter: Self.time(response.fields, "Retry-After", now))
        case 401: return badCredentials(said)
        case 400..<500 where call == .token: return badCredentials(said)
        case 403: return missingPermission(said, ErrorBody(response.body).permissions)
        case 404: return GenesysError(.notFound, "\(said); what the request names is not there")
        case 400..<500: return GenesysError(.rejected, "\(said); the request itself must change")
        default: return GenesysError(.unreadableAnswer, "\(said); check the configured addresses of the platform")
        }
    }

    /// Status, the platform's own words, and the identifier that its support asks for.
    private func account(of response: HTTPClient.Response) -> String {
        var text = "\(call.rawValue): status \(response.status)"
        if let summary = ErrorBody(response.body).summary { text += ", \(summary)" }
        if let correlation = Self.correlation(response.fields) { text += ", correlation id \(correlation)" }
        return text
    }

    /// What the platform calls this attempt; its support asks for it.
    static func correlation(_ fields: HTTPFields) -> String? {
        fields["ININ-Correlation-Id"].flatMap { HTTPFields.Field.isToken($0) && $0.count <= 64 ? $0 : nil }
    }

    private func badCredentials(_ said: String) -> GenesysError {
        GenesysError(
            .badCredentials, "\(said); check the client ID, the client secret and the region of the OAuth client",
            retryAfter: Self.operatorPace)
    }

    /// The platform's own word for the permission, else the one that is documented.
    private func missingPermission(_ said: String, _ named: [String]) -> GenesysError {
        let missing = named.isEmpty ? [call.permission].compactMap(\.self) : named
        let remedy =
            missing.isEmpty
            ? "check the roles of the OAuth client"
            : "add the permission \(missing.joined(separator: ", ")) to a role (Admin > Roles/Permissions) of the OAuth client"
        return GenesysError(.missingPermission, "\(said); \(remedy) (Admin > Integrations > OAuth > Roles), then retry")
    }

    /// For who makes too many calls: `Retry-After`, else what is left of the rate limit's period.
    static func wait(_ fields: HTTPFields, now: Date) -> Duration? {
        time(fields, "Retry-After", now) ?? time(fields, "inin-ratelimit-reset", now)
    }

    private static func time(_ fields: HTTPFields, _ name: String, _ now: Date) -> Duration? {
        fields[name].flatMap { RetryAfter($0, now: now) }.map { min($0.delay(from: now), longestWait) }
    }
}
