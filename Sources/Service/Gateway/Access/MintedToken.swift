public import Foundation

/// The answer of `POST /tokens` and of `lazaret token --json`.
public struct MintedToken: Encodable, Sendable {
    /// Goes into `Authorization: Bearer …`.
    public let token: String
    /// The end of it.
    public let expires: Date
    /// Where to send files.
    public let uploadURL: URL

    /// Says where a token is good.
    ///
    /// - Parameter publicURL: under which clients reach the gateway.
    public init(_ text: String, _ token: UploadToken, publicURL: URL) {
        self.token = text
        self.expires = token.expires
        self.uploadURL = publicURL.appending(path: "upload")
    }

    /// The JSON text, members sorted, times as in every answer.
    public func json() throws -> String { String(decoding: try JSONBody.encode(self), as: UTF8.self) }

    private enum CodingKeys: String, CodingKey {
        case token, expires
        case uploadURL = "upload_url"
    }
}
