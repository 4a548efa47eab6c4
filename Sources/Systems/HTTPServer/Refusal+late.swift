import FoundationEssentials
import HTTPSemantics

extension Refusal {
    /// What to say to who takes too long; `nil` where nothing can be said any more.
    static func late(_ lateness: ProgressMonitor.Lateness) -> Refusal? {
        switch lateness {
        case .head: Refusal(status: 408, error: "The request's head did not arrive in time; send it in one piece.")
        case .body: Refusal(status: 408, error: "The request's body arrives too slowly; send it faster, or try again later.")
        case .answer, .idle: nil
        }
    }

    /// What is told of it when it went past the library.
    func sent(id: String) -> SentAnswer {
        SentAnswer(id: id, status: status, bodyBytes: Int64(ProblemDetails(status: status, error: error).json.count))
    }

    /// The answer as it goes over the wire, where the library cannot be asked to send it. The connection ends with it.
    func wholeAnswer(id: String, now: Date) -> [UInt8] {
        let problem = ProblemDetails(status: status, error: error).json
        let head = """
            HTTP/1.1 \(status) \(HTTPStatus.phrase(for: status))\r
            Date: \(HTTPDate.format(now))\r
            Content-Type: application/problem+json\r
            Cache-Control: no-store\r
            X-Request-Id: \(id)\r
            Connection: close\r
            Content-Length: \(problem.count)\r
            \r

            """
        return Array(head.utf8) + problem
    }
}
