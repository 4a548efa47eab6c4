internal import HTTPSemantics

/// An attachment to fetch, and what must hold for it to be taken.
struct MediaOrder: Sendable, Hashable {
    let messageID: String
    let url: String
    /// The declared type; the answer's must be the same. `nil` takes any that the profile lets in.
    let mime: MediaType?
    /// What the profile lets in.
    let allowed: [MediaType]
    let maximumBytes: Int

    /// Judges an answer's head: `nil` when the body is to be read.
    func refuse(status: Int, fields: HTTPFields) -> FetchedMedia? {
        var fetched = FetchedMedia(.failed)
        fetched.status = status
        fetched.contentType = fields["Content-Type"]
        guard status == 200 else { return fetched.failing("the status is not 200") }
        let type = fields["Content-Type"].flatMap { MediaType($0) }
        if let mime, mime.essence != type?.essence { return fetched.failing("the content type is not the declared one") }
        guard let type else { return fetched.failing("there is no content type") }
        guard allowed.contains(where: type.matches) else {
            fetched.state = .dropped
            return fetched
        }
        return nil
    }
}

extension FetchedMedia {
    fileprivate func failing(_ error: String) -> FetchedMedia {
        var copy = self
        copy.error = error
        return copy
    }
}
