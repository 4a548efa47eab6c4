import HTTPSemantics

/// What a server says of the file that it sends; none of it is checked.
public struct DownloadedFile: Sendable, Hashable {
    /// From `Content-Disposition`, else the end of the path that was asked for when it looks like a file's name.
    public let name: String?
    /// From `Content-Type`, lower-cased, without parameters.
    public let mediaType: String?
    /// From `Content-Length`.
    public let announcedBytes: Int?

    init(_ fields: HTTPFields, from url: WebURL) {
        let given = fields["Content-Disposition"].flatMap { ContentDisposition($0)?.filename }
        name = given.flatMap { $0.isEmpty ? nil : $0 } ?? Self.name(in: url.target)
        mediaType = fields["Content-Type"].flatMap { MediaType($0)?.essence }
        announcedBytes = if case .bytes(let length) = ContentLength(fields) { Int(length) } else { nil }
    }

    private static func name(in target: String) -> String? {
        let last = target.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let name = PercentEncoding.decode(last), let dot = name.lastIndex(of: "."), dot != name.startIndex,
            name.index(after: dot) != name.endIndex
        else { return nil }
        return name
    }
}
