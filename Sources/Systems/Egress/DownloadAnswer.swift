import Foundation
import HTTPClient
import HTTPSemantics

/// What a server's head means for a download. Pure.
enum DownloadAnswer: Hashable {
    /// The file follows.
    case file(DownloadedFile)
    /// It is elsewhere: the `Location`.
    case elsewhere(String)

    /// No server can ask to wait longer.
    static let longestWait = Duration.seconds(3600)

    /// - Throws: what any other head means.
    init(_ head: ResponseHead, _ url: WebURL, _ download: Download, now: Date) throws(EgressError) {
        switch head.status {
        case 200:
            try Self.check(head.fields, url, download)
            try Self.checkDescription(head.fields, url)
            self = .file(DownloadedFile(head.fields, from: url))
        case 301, 302, 303, 307, 308:
            let locations = head.fields.values(of: "Location")
            guard locations.count == 1 else { throw EgressError(.rejected, "\(url): a redirect without one address.") }
            self = .elsewhere(locations[0])
        default: throw Self.failure(head, url, now)
        }
    }

    /// A compressed body would be scanned and handed on compressed, and could grow without limit when it is unpacked.
    private static func check(_ fields: HTTPFields, _ url: WebURL, _ download: Download) throws(EgressError) {
        guard fields.values(of: "Content-Encoding").allSatisfy({ $0.isEmpty || $0.lowercased() == "identity" }) else {
            throw EgressError(.encoded, "\(url): the file is sent with a content encoding, which was not asked for.")
        }
        switch ContentLength(fields) {
        case .invalid: throw EgressError(.rejected, "\(url): the answer's lengths contradict each other (RFC 9112, section 6.3).")
        case .bytes(let length) where length > download.maximumBytes:
            throw EgressError(tooLargeFor: download.maximumBytes, url.description)
        case .bytes, .absent: break
        }
    }

    /// Of two names or types nobody could say which one is meant, and of two codings where the body ends.
    private static func checkDescription(_ fields: HTTPFields, _ url: WebURL) throws(EgressError) {
        for name in ["Content-Disposition", "Content-Type", "Transfer-Encoding"] where fields.values(of: name).count > 1 {
            throw EgressError(.rejected, "\(url): the answer has \(name) more than once.")
        }
        guard (fields["Transfer-Encoding"] ?? "chunked").lowercased() == "chunked" else {
            throw EgressError(.rejected, "\(url): the answer has another transfer coding than one 'chunked'.")
        }
        let disposition = fields["Content-Disposition"] ?? ""
        let names = disposition.lowercased().ranges(of: "filename=").count
        guard names <= 1 || ContentDisposition(disposition) != nil else {
            throw EgressError(.rejected, "\(url): the answer gives the file two names (Content-Disposition).")
        }
    }

    private static func failure(_ head: ResponseHead, _ url: WebURL, _ now: Date) -> EgressError {
        let said = "\(url): status \(head.status)"
        let (code, advice): (EgressError.Code, String) =
            switch head.status {
            case 404, 410: (.gone, "the file is not there")
            case 401, 403: (.notAllowed, "the file is not given to us, or its address has expired")
            case 202: (.busy, "the file is not ready yet; try again later")
            case 429, 503: (.busy, "try again later")
            case 408, 425, 500, 502, 504: (.unavailable, "try again later")
            default: (.rejected, "this is not an answer with a file")
            }
        let wait = code == .busy ? wait(head.fields, now) : nil
        return EgressError(code, "\(said); \(advice).", retryAfter: wait, status: head.status)
    }

    private static func wait(_ fields: HTTPFields, _ now: Date) -> Duration? {
        fields["Retry-After"].flatMap { RetryAfter($0, now: now) }.map { min($0.delay(from: now), longestWait) }
    }
}
