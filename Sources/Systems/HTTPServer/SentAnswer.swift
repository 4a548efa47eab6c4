/// What went out as an answer, as far as is told of it.
struct SentAnswer: Sendable {
    let id: String
    let status: Int
    let bodyBytes: Int64

    /// As a request that the server answered itself.
    func request(_ duration: Duration) -> RefusedRequest {
        RefusedRequest(id: id, status: status, bodyBytes: bodyBytes, duration: duration)
    }
}

extension Response {
    /// What goes out as the status.
    var sentStatus: Int { 200...599 ~= status ? status : 500 }
}

extension Response.Body {
    /// In bytes.
    var size: Int64 {
        switch self {
        case .none: 0
        case .bytes(let bytes): Int64(bytes.count)
        case .file(_, let range): range.upperBound - range.lowerBound
        }
    }
}
