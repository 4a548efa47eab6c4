/// An error that libmicrohttpd answers by itself, in HTML and without a request's name, as its log tells of it.
///
/// The log's line comes before the answer, on the thread that works on the request, and does not name the connection. But it tells what the
/// connection was at; where a single one of the thread's is at that, it is the one, and gets an answer of ours in place of the library's.
struct LibraryError {
    let refusal: Refusal
    /// Where the request was.
    let isInHead: Bool
    let isInBody: Bool
    /// Whether its request line has no end.
    var isOnRequestLine: Bool { refusal.status == 414 }

    /// `nil` for all else that the library says, and for another version of HTTP, which may be any connection's.
    init?(message: String) {
        guard let code = message.firstRange(of: "HTTP response code is ") else { return nil }
        let status = Int(message[code.upperBound...].prefix { $0.isNumber })
        let words: (sentence: String, isInHead: Bool, isInBody: Bool)
        switch status {
        case 431?:
            words = ("The request's head is longer than this server reads; send fewer and shorter header fields.", true, false)
        case 414?:
            words = ("The request target is longer than this server reads.", false, false)
        case 400? where message.contains("<b>Content-Length</b>"):
            words = ("Content-Length must be one number of bytes.", true, false)
        case 413? where message.contains("<b>Content-Length</b>"):
            words = ("Content-Length is larger than any body can be.", true, false)
        case 400? where message.contains("chunked encoding"):
            words = (
                "The chunked body is malformed: each chunk is its size in hexadecimal, CR LF, so many bytes, CR LF.", false, true
            )
        case 413? where message.contains("chunk size"):
            words = ("A chunk of the body is larger than any body can be.", false, true)
        case 400?:
            words = ("A header field's line must have a colon behind the name.", true, true)
        default:
            return nil
        }
        refusal = Refusal(status: status ?? 400, error: words.sentence)
        (isInHead, isInBody) = (words.isInHead, words.isInBody)
    }
}
