internal import HTTPSemantics
internal import JSON

/// A call the platform does not take, in the shape of its `ErrorBody` model.
struct Refusal: Error, Hashable {
    /// The platform's error codes; `methodNotAllowed` alone is not known from it.
    enum Code: String, Sendable {
        case badRequest = "bad.request"
        case invalidValue = "invalid.value"
        case invalidProperty = "invalid.property"
        case invalidDate = "invalid.date"
        case invalidQueryParameter = "invalid.query.param.value"
        case constraint = "constraint.validation"
        case tooLarge = "response.entity.too.large"
        case authenticationRequired = "authentication.required"
        case badCredentials = "bad.credentials"
        case credentialsExpired = "credentials.expired"
        case missingPermissions = "missing.permissions"
        case notAuthorized = "not.authorized"
        case notFound = "not.found"
        case methodNotAllowed = "method.not.allowed"
        case timeout = "request.timeout"
        case unsupportedMediaType = "unsupported.media.type"
        case rateLimited = "too.many.requests.retry.after"
        case rateLimitedWithoutTime = "too.many.requests"
        case internalError = "internal.server.error"
        case unavailable = "service.unavailable"
    }

    let status: Int
    let code: Code
    /// With a parameter's name in braces where its value belongs.
    let template: String
    var parameters: [String: String] = [:]
    /// The path of the member that is wrong.
    var field: String?
    /// What goes out besides the body.
    var fields: HTTPFields = [:]

    var message: String {
        parameters.reduce(template) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    func answer(contextID: String) -> Answer {
        let detail = field.map { JSON.object(["errorCode": .string(code.rawValue), "fieldName": .string($0)]) }
        let body = JSON.object([
            "message": .string(message),
            "code": .string(code.rawValue),
            "status": .integer(status),
            "messageWithParams": .string(template),
            "messageParams": .object(parameters.mapValues { .string($0) }),
            "contextId": .string(contextID),
            "details": .array(detail.map { [$0] } ?? []),
            "errors": [],
        ])
        return Answer(status: status, fields: fields, body: body)
    }
}
