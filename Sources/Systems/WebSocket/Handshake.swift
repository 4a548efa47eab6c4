import HTTPSemantics

/// What a connection of a client is begun with.
struct Handshake: Sendable {
    let address: WebSocketAddress
    let fields: HTTPFields
    let certificateAuthorities: String?
    let proxy: String?

    init(_ address: WebSocketAddress, _ fields: HTTPFields, _ configuration: WebSocketClient.Configuration) {
        self.address = address
        self.fields = fields
        certificateAuthorities = configuration.certificateAuthorities
        proxy = configuration.proxy
    }

    /// The fields as lines of the request.
    var lines: [UInt8] { fields.all.flatMap { Array("\($0.name): \($0.value)\r\n".utf8) } }

    static func byteCount(_ fields: HTTPFields) -> Int {
        fields.all.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    }
}
