import Crypto
import HTTPSemantics
import HTTPServer

extension Response {
    /// A public answer that may be kept for a minute, and is then asked for by its tag (RFC 9110, section 8.8.3).
    static func cacheable(_ bytes: [UInt8], type: String, for request: Request, fields: HTTPFields = [:]) throws -> Response {
        let tag = "\"\(try SHA256.hash(bytes).hex.prefix(32))\""
        var fields = fields
        fields["ETag"] = tag
        fields["Cache-Control"] = "public, max-age=60"
        fields["X-Content-Type-Options"] = "nosniff"
        // Meant to be loaded by pages of any origin.
        fields["Cross-Origin-Resource-Policy"] = "cross-origin"
        let known = request.fields.values(of: "If-None-Match").flatMap { $0.split(separator: ",") }
        if known.contains(where: { isMatch($0, tag) }) { return Response(status: 304, fields: fields) }
        fields["Content-Type"] = type
        return Response(status: 200, fields: fields, body: .bytes(bytes))
    }

    /// Compares weakly: a proxy that compresses may have weakened the tag (RFC 9110, section 13.1.2).
    private static func isMatch(_ given: Substring, _ tag: String) -> Bool {
        let given = given.drop { $0 == " " || $0 == "\t" }
        let plain = given.hasPrefix("W/") ? given.dropFirst(2) : given
        return plain == tag || plain == "*"
    }
}
