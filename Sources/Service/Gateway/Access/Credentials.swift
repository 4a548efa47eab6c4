import HTTPSemantics
import HTTPServer

/// What a request shows to be let in.
enum Credentials: Sendable, Hashable {
    /// No `Authorization: Bearer …` that could be read.
    case none
    case key(String)
    case uploadToken(String)

    /// Reads `Authorization: Bearer …` (RFC 6750, section 2.1); the scheme's case does not matter.
    ///
    /// A field that comes twice is none: a proxy in front might have looked at the other one.
    init(_ request: Request) {
        let values = request.fields.values(of: "Authorization")
        let parts = values.count == 1 ? values[0].split(separator: " ", maxSplits: 1) : []
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            self = .none
            return
        }
        let text = String(parts[1].drop { $0 == " " })
        self = UploadTokens.recognises(text) ? .uploadToken(text) : .key(text)
    }
}
