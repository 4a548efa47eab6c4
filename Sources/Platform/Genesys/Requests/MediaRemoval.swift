/// Removes a file: the platform's cached copy (there is nothing that removes what it holds itself), or the tutorials' media.
public struct MediaRemoval: PlatformRequest {
    private let mediaID: String

    /// - Parameter mediaID: as `CachedMediaSearch` finds it; on the tutorials' routes as the event named it.
    public init(mediaID: String) { self.mediaID = mediaID }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        PreparedRequest(.mediaRemoval, ["mediaId": mediaID])
    }
}
