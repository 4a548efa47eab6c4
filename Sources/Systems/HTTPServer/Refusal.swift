/// A request that the server itself will not hand on.
struct Refusal: Error {
    let status: Int
    /// One sentence, with nothing of the request in it.
    let error: String

    var response: Response { ProblemDetails(status: status, error: error).response() }

    static func malformed(_ error: String) -> Refusal { Refusal(status: 400, error: error) }

    static let stopping = Refusal(status: 503, error: "The server is stopping; try again in a moment.")
}
