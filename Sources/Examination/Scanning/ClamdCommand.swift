/// A question to clamd. There is no `QUIT` and no `SHUTDOWN` in here: either would end the server for everybody (clamd(8)).
enum ClamdCommand: Sendable, Hashable {
    /// Which engine and signatures.
    case version
    /// How many threads, and how busy they are.
    case statistics
    /// Judge the file whose descriptor comes with it; unix sockets only.
    case scanDescriptor
    /// Judge the bytes that follow.
    case scanStream(size: Int64)

    /// The bytes that open the exchange. The `z` form ends in NUL and asks for an answer that ends in NUL.
    var opening: [UInt8] {
        switch self {
        case .version: Array("zVERSION\0".utf8)
        case .statistics: Array("zSTATS\0".utf8)
        // The last byte is the one that carries the descriptor.
        case .scanDescriptor: Array("zFILDES\0\0".utf8)
        case .scanStream: Array("zINSTREAM\0".utf8)
        }
    }

    /// Whether a line feed inside the answer is only a part of it.
    var hasLinesInAnswer: Bool { self == .statistics }

    /// Bytes of the longest answer that is believed.
    var longestAnswer: Int { hasLinesInAnswer ? 65_536 : 4096 }
}
