internal import HTTPSemantics

/// What can be wrong with a call as a whole.
extension Refusal {
    static let authenticationRequired = Refusal(
        status: 401, code: .authenticationRequired,
        template: "No authentication bearer token specified in authorization header.")

    static let badCredentials = Refusal(status: 401, code: .badCredentials, template: "Invalid login credentials.")

    static let credentialsExpired = Refusal(
        status: 401, code: .credentialsExpired, template: "The supplied credentials have expired.")

    static let needsUser = Refusal(
        status: 400, code: .badRequest, template: "This request requires a user context. Client credentials cannot be used.")

    /// The connection breaks before the answer: nobody sees this one.
    static let unreached = Refusal(status: 500, code: .internalError, template: "The connection is cut.")

    static func notAuthorized(_ message: String) -> Refusal {
        Refusal(status: 403, code: .notAuthorized, template: message)
    }

    static let notFound = Refusal(status: 404, code: .notFound, template: "The requested resource was not found.")

    static func methodNotAllowed(_ allowed: [HTTPMethod]) -> Refusal {
        Refusal(
            status: 405, code: .methodNotAllowed, template: "The resource does not take this method.",
            fields: ["Allow": allowed.map(\.rawValue).joined(separator: ", ")])
    }

    static func tooLarge(_ length: Int64, maximum: Int) -> Refusal {
        Refusal(
            status: 413, code: .tooLarge,
            template: "The request is over the size limit. Content-Length: {length}, Maximum bytes: {maximum}",
            parameters: ["length": "\(length)", "maximum": "\(maximum)"])
    }

    static func unsupportedMediaType(expected: String) -> Refusal {
        Refusal(
            status: 415, code: .unsupportedMediaType, template: "The body must be of type {expected}.",
            parameters: ["expected": expected])
    }

    static func invalidQuery(_ name: String, allowed: String) -> Refusal {
        Refusal(
            status: 400, code: .invalidQueryParameter, template: "The query parameter {name} must be {allowed}.",
            parameters: ["name": name, "allowed": allowed], field: name)
    }

    /// The same for a limit that was reached and for one that a fault pretends.
    static func rateLimited(retryAfter seconds: Int?) -> Refusal {
        guard let seconds else {
            return Refusal(status: 429, code: .rateLimitedWithoutTime, template: "Rate limit exceeded the maximum.")
        }
        return Refusal(
            status: 429, code: .rateLimited,
            template: "Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds",
            parameters: ["seconds": "\(seconds)"], fields: ["Retry-After": "\(seconds)"])
    }
}

/// Refusals that are made up on demand.
extension Refusal {
    /// What the platform answers with a status, whatever the call.
    static func pretended(status: Int, retryAfter: Int?) -> Refusal {
        if status == 429 { return .rateLimited(retryAfter: retryAfter) }
        var refusal = common[status] ?? Refusal(status: status, code: .internalError, template: "The call failed.")
        if let retryAfter { refusal.fields["Retry-After"] = "\(retryAfter)" }
        return refusal
    }

    private static let common: [Int: Refusal] = [
        400: malformed,
        401: credentialsExpired,
        403: Refusal(
            status: 403, code: .missingPermissions,
            template: "Unable to perform the requested action. You are missing the following permission(s): {permissions}",
            parameters: ["permissions": "conversation:message:receive"]),
        404: notFound,
        408: Refusal(status: 408, code: .timeout, template: "The request timed out."),
        500: Refusal(status: 500, code: .internalError, template: "The server encountered an unexpected condition."),
        503: Refusal(status: 503, code: .unavailable, template: "The service is unavailable."),
        504: Refusal(status: 504, code: .timeout, template: "The request timed out."),
    ]
}
