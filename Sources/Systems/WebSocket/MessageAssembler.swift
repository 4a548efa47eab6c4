/// Puts the pieces of messages together. Pure: takes a piece, says what is to be done.
struct MessageAssembler {
    /// One piece of a message as it came.
    struct Piece {
        var isFirst: Bool
        var isLast: Bool
        var isBinary: Bool
        /// What is still to come of its frame.
        var announcedBytes: Int
    }

    enum Outcome: Equatable {
        case incomplete
        case complete(WebSocketMessage)
        case tooLarge
        case notText
    }

    private let maximumBytes: Int
    private var collected: [UInt8] = []

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// Refuses a frame that will be too large at its first piece.
    mutating func take(_ bytes: some Collection<UInt8>, _ piece: Piece) -> Outcome {
        if piece.isFirst { collected = [] }
        guard bytes.count <= maximumBytes - collected.count,
            piece.announcedBytes <= maximumBytes - collected.count - bytes.count
        else {
            collected = []
            return .tooLarge
        }
        collected += bytes
        guard piece.isLast else { return .incomplete }
        defer { collected = [] }
        if piece.isBinary { return .complete(.binary(collected)) }
        return String(validating: collected, as: UTF8.self).map { .complete(.text($0)) } ?? .notText
    }
}
