import CWebSockets
public import HTTPSemantics

/// A request to become a WebSocket connection, as the library read it.
public struct WebSocketRequest: Sendable {
    /// The path, with escapes decoded and dots resolved.
    public let path: String
    /// What stands behind the question mark, with escapes decoded; `nil` when there is none.
    public let query: String?
    /// The fields that the library knows, and those of `WebSocketServer.Configuration.fieldNames`, each once.
    public let fields: HTTPFields

    init(_ wire: Wire, fieldNames: [String]) {
        path = wire.head(WSI_TOKEN_GET_URI) ?? ""
        query = wire.query
        var fields = HTTPFields()
        for token in 0..<WSI_TOKEN_COUNT.rawValue {
            let token = lws_token_indexes(rawValue: token)
            guard let name = Self.fieldName(token), let value = wire.head(token) else { continue }
            fields.append(name, value)
        }
        for name in fieldNames where fields[name] == nil {
            if let value = wire.field(name) { fields.append(name, value) }
        }
        self.fields = fields
    }

    /// Methods and parts of the request line have numbers as well, but no colon.
    private static func fieldName(_ token: lws_token_indexes) -> String? {
        guard
            let name = unsafe lws_token_to_string(token).map({
                unsafe String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            })
        else { return nil }
        return name.hasSuffix(":") && !name.hasPrefix(":") ? String(name.dropLast()) : nil
    }
}
