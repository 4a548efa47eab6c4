public import Egress
import Observability

/// Where a file of the platform is fetched, and whether the access token goes with the request. Pure.
///
/// The platform's messages name `api-downloads.{region}` or `api.{region}`; both are served by the API host, which takes the token and
/// redirects to where the bytes are. The token is sent to the downloads of the API's origin and nowhere else.
struct DownloadAddress: Hashable {
    let url: String
    let needsToken: Bool

    /// Reads an address that came in a message.
    /// - Throws: `GenesysError` with `rejected` for an address that is not the platform's.
    init(_ text: String, _ configuration: GenesysConfiguration) throws(GenesysError) {
        let url: WebURL
        let api: WebURL
        do {
            (url, api) = try (WebURL(text), WebURL(configuration.apiBase))
        } catch {
            throw GenesysError(.rejected, "The file's address cannot be used: \(error)")
        }
        if url.origin == Self.downloads(configuration.region) {
            self.url = configuration.apiBase + url.target
            needsToken = Self.isDownload(url.target)
            return
        }
        if url.origin == api.origin {
            self.url = url.absolute
            let prefix = api.target == "/" ? "" : api.target
            needsToken = url.target.hasPrefix(prefix) && Self.isDownload(String(url.target.dropFirst(prefix.count)))
            return
        }
        // The tutorials' events name wherever their media are; the guard looks at it in either case.
        guard configuration.routes.set == .tutorial || configuration.fileHosts.contains(where: { $0.matches(url.origin.host) })
        else {
            throw GenesysError(
                .rejected,
                "The file is at \(url), which is no host of \(configuration.region.domain); add it to genesys.downloadHosts if it should be."
            )
        }
        self.url = url.absolute
        needsToken = false
    }

    /// The address of a file by its identifier.
    init(attachmentID: String, _ configuration: GenesysConfiguration) throws(GenesysError) {
        url = try configuration.url(of: .attachmentDownload, with: ["attachmentId": attachmentID])
        needsToken = true
    }

    /// A message may not make us read whatever else the token opens: only downloads, and no path that a server could take for another.
    private static func isDownload(_ target: String) -> Bool {
        let path = target.prefix { $0 != "?" }.lowercased()
        return path.hasPrefix("/api/v2/downloads/") && !path.contains("..") && !path.contains("%2e") && !path.contains("%2f")
    }

    private static func downloads(_ region: Region) -> WebURL.Origin? { try? WebURL(region.downloadsURL).origin }
}

extension GenesysConfiguration {
    /// Where the API is, without a slash at the end.
    var apiBase: String { apiURL ?? region.apiURL }

    /// The hosts that a message may name for its files.
    var fileHosts: [HostPattern] { [HostPattern("*.\(region.domain)")].compactMap(\.self) + downloadHosts }

    /// The origins that an operator named: for the guard, which otherwise refuses what is not on the public internet.
    public var trustedOrigins: Set<WebURL.Origin> {
        Set([apiURL].compactMap { $0.flatMap { try? WebURL($0).origin } })
    }
}
