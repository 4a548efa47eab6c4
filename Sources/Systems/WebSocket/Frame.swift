/// What waits to be sent.
enum Frame {
    case text([UInt8])
    case binary([UInt8])
    case ping([UInt8])

    init(_ message: WebSocketMessage) {
        self =
            switch message {
            case .text(let text): .text(Array(text.utf8))
            case .binary(let bytes): .binary(bytes)
            }
    }

    var bytes: [UInt8] {
        switch self {
        case .text(let bytes), .binary(let bytes), .ping(let bytes): bytes
        }
    }

    /// What it counts against the limit: its bytes, and something for itself.
    var cost: Int { bytes.count + 64 }
}
