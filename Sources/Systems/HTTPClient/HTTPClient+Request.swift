public import HTTPSemantics

extension HTTPClient {
    /// One request.
    public struct Request: Sendable {
        /// The method, sent as it is.
        public var method: HTTPMethod
        /// An absolute `http` or `https` address without credentials; the path is sent as it is written.
        public var url: String
        /// Header fields. `Host`, `Content-Length` and, where absent, `User-Agent` are added.
        public var fields: HTTPFields
        /// Content to send. `POST`, `PUT` and `PATCH` say `Content-Length: 0` when it is empty; the others then send none.
        public var content: Content
        /// From start to last byte, the time a paused transfer waits for its reader included.
        public var timeout: Duration
        /// A larger body fails the exchange.
        public var maximumResponseBytes: Int
        /// The address to connect to in place of what the host's name resolves to; an IPv6 address stands in brackets. The name still
        /// stands in the request and is still what the certificate must show.
        public var pinnedAddress: String?

        /// Describes a request.
        public init(
            method: HTTPMethod = .get, url: String, fields: HTTPFields = [:], body: [UInt8] = [], timeout: Duration = .seconds(30),
            maximumResponseBytes: Int = 1 << 20, pinnedAddress: String? = nil
        ) {
            self.method = method
            self.url = url
            self.fields = fields
            self.content = .bytes(body)
            self.timeout = timeout
            self.maximumResponseBytes = maximumResponseBytes
            self.pinnedAddress = pinnedAddress
        }
    }
}

extension HTTPClient.Request {
    /// The content where it is held in memory; empty where it is a file.
    public var body: [UInt8] {
        get { if case .bytes(let bytes) = content { bytes } else { [] } }
        set { content = .bytes(newValue) }
    }

    /// The address's host; an IPv6 address stands in brackets.
    var host: Substring {
        let authority = url[(url.firstRange(of: "://")?.upperBound ?? url.startIndex)...].prefix { !"/?#\\".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return host.first == "[" ? host.prefix { $0 != "]" } : host.prefix { $0 != ":" }
    }

    /// The scheme, host and port of the address: the part that errors may show.
    ///
    /// A password with a slash in it ends the authority early and stands where the port should: what is no host and port is not shown.
    var origin: String {
        guard let scheme = url.firstRange(of: "://") else { return "an address without a scheme" }
        let authority = url[scheme.upperBound...].prefix { !"/?#\\".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let port = host.first == "[" ? host.drop { $0 != "]" }.dropFirst() : host.drop { $0 != ":" }
        guard port.isEmpty || port.first == ":" && port.dropFirst().allSatisfy(\.isNumber) else { return "a malformed address" }
        return String(url[..<scheme.upperBound] + host)
    }

    /// Refuses what libcurl would guess about, cut short or send on as more header lines than were meant.
    func validate() throws(HTTPClientError) {
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https", url.contains("://"), url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            throw HTTPClientError(.invalidURL, origin: origin)
        }
        guard HTTPFields.Field.isToken(method.rawValue), fields.all.allSatisfy(\.isValid) else {
            throw HTTPClientError(.invalidRequest, origin: origin)
        }
    }
}
