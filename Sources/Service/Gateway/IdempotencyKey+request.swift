import HTTPSemantics
import HTTPServer
import Pipeline

extension IdempotencyKey {
    /// The routes that take keys; each has its own.
    enum Purpose: String {
        case uploads, messages, cards, clicks
    }

    /// The key that a request brings, within its principal's own.
    ///
    /// - Throws: `UploadError` when it is there more than once, or is no key (draft-ietf-httpapi-idempotency-key-header, section 2.1; quotes
    ///   are taken off).
    static func of(_ request: Request, _ principal: Principal, at purpose: Purpose) throws(UploadError) -> IdempotencyKey? {
        try of(request, scope: purpose.scope(of: principal.scope))
    }

    /// The key that a channel's request brings, within the channel's own.
    static func of(_ request: Request, channel: String, at purpose: Purpose) throws(UploadError) -> IdempotencyKey? {
        try of(request, scope: purpose.scope(of: "channel/\(channel)"))
    }

    private static func of(_ request: Request, scope: String) throws(UploadError) -> IdempotencyKey? {
        let values = request.fields.values(of: "Idempotency-Key")
        guard let value = values.first else { return nil }
        let isQuoted = value.utf8.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        guard isQuoted || !value.contains("\"") else { throw .idempotencyKey }
        let key = isQuoted ? String(value.dropFirst().dropLast()) : value
        guard values.count == 1, (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ 0x21...0x7e ~= $0 }) else {
            throw .idempotencyKey
        }
        return IdempotencyKey(scope: scope, key: key)
    }
}

extension IdempotencyKey.Purpose {
    /// Uploads and messages have the holder's name alone, as they always had: keys of yesterday are known today.
    func scope(of holder: String) -> String {
        switch self {
        case .uploads, .messages: holder
        case .cards, .clicks: "\(rawValue)/\(holder)"
        }
    }
}

extension Principal {
    /// Whose idempotency keys a principal's are.
    fileprivate var scope: String {
        switch self {
        case .anybody, .signer: "anybody"
        case .holder(let name): "key/\(name)"
        case .sender(let token): "token/\(token.id)"
        }
    }
}
