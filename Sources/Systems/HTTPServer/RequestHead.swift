import HTTPSemantics

/// A request's head that has one meaning only, and so cannot hide a second request behind the first.
///
/// libmicrohttpd 0.9.75 reads many heads that RFC 9112 forbids, and other servers read the same bytes in other ways: that is what
/// request smuggling lives on. So everything here is refused with 400 before a handler sees it, and the connection closed:
///
/// - lines that `RawHead` could not account for: a NUL, a bare LF, a folded line, a doubled blank on the request line;
/// - names that are no tokens (a blank before the colon among them) and values with control characters (a bare CR among them);
/// - `Transfer-Encoding` other than one plain `chunked`, or in HTTP/1.0, or beside `Content-Length`;
/// - more than one `Content-Length`, even of one value; more than one `Host`, none in HTTP/1.1, or one that is no host;
/// - targets that are no path, and absolute ones whose authority is malformed (`RequestTarget`).
///
/// What cannot be seen from outside the library is how the lines of a chunked body were written (it takes a bare LF for a line end
/// there, and any extension) and its trailer. A connection is therefore closed after every chunked body: nothing can follow one.
/// A NUL right before a bare LF looks like a CR LF here and is taken for one.
///
/// The library's own `MHD_OPTION_STRICT_FOR_CLIENT` is not set. It refuses two things more, both refused here too: a blank in the target,
/// by closing without an answer, and a missing `Host`, in a way that writes the answer's head twice. A `Content-Length` that is no
/// number it always refuses itself, in that same way and before anybody is asked: its 400 then has a second head for a body.
struct RequestHead {
    let method: HTTPMethod
    let target: RequestTarget
    let fields: HTTPFields
    /// `nil` for a chunked body; 0 when there is none.
    let contentLength: Int64?

    /// - Throws: what to answer instead, when the head is malformed or ambiguous.
    init(_ raw: RawHead, _ limits: HTTPServer.Configuration) throws(Refusal) {
        guard raw.isAccountedFor else { throw .malformed("The request's head is malformed.") }
        try Self.checkSize(raw, limits)
        var fields = HTTPFields()
        for (name, value) in raw.fields { fields.append(name, Self.trimmed(value)) }
        guard fields.all.allSatisfy(\.isValid), HTTPFields.Field.isToken(raw.method) else {
            throw .malformed("A header field's name or value has a character that is not allowed there.")
        }
        try Self.checkHost(fields, isHTTP10: raw.version == "HTTP/1.0")
        contentLength = try Self.contentLength(raw, fields)
        method = HTTPMethod(rawValue: raw.method)
        target = try RequestTarget(raw.target, method: method)
        self.fields = fields
    }

    private static func checkSize(_ raw: RawHead, _ limits: HTTPServer.Configuration) throws(Refusal) {
        guard raw.target.utf8.count <= limits.maximumTargetBytes else {
            throw Refusal(status: 414, error: "The request target is longer than \(limits.maximumTargetBytes) bytes.")
        }
        guard raw.size <= limits.maximumHeadBytes else {
            throw Refusal(status: 431, error: "The request's head is longer than \(limits.maximumHeadBytes) bytes.")
        }
        guard raw.fields.count <= limits.maximumHeaderFields else {
            throw Refusal(status: 431, error: "The request has more than \(limits.maximumHeaderFields) header fields.")
        }
    }

    private static func checkHost(_ fields: HTTPFields, isHTTP10: Bool) throws(Refusal) {
        let hosts = fields.values(of: "Host")
        guard hosts.count == 1 || (hosts.isEmpty && isHTTP10) else {
            throw .malformed("A request must have one Host field.")
        }
        // An empty one says that the target has no authority (RFC 9112, section 3.2).
        guard hosts.allSatisfy({ $0.isEmpty || Authority.isValid($0[...]) }) else {
            throw .malformed("The Host field is not a host with or without a port.")
        }
    }

    private static func contentLength(_ raw: RawHead, _ fields: HTTPFields) throws(Refusal) -> Int64? {
        let lengths = fields.values(of: "Content-Length")
        // Looked at untrimmed: the library compares it so, and would read any other coding until the connection closes.
        let codings = raw.fields.filter { $0.name.lowercased() == "transfer-encoding" }.map(\.value)
        guard codings.isEmpty else {
            guard codings.count == 1, codings[0].lowercased() == "chunked", raw.version != "HTTP/1.0", lengths.isEmpty else {
                throw .malformed("The only transfer coding is chunked, in HTTP/1.1 and without a Content-Length.")
            }
            return nil
        }
        guard let length = lengths.first else { return 0 }
        guard lengths.count == 1, length.utf8.allSatisfy({ 48...57 ~= $0 }), let bytes = Int64(length) else {
            throw .malformed("A request must not have more than one Content-Length, and it must be a number.")
        }
        return bytes
    }

    private static func trimmed(_ value: String) -> String {
        guard value.utf8.last == UInt8(ascii: " ") || value.utf8.last == UInt8(ascii: "\t") else { return value }
        let end = value.utf8.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return end.map { String(value[...$0]) } ?? ""
    }
}
