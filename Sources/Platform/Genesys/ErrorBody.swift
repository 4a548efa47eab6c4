/// What the platform says about a failure, in either of its forms; every member is optional.
///
/// The API answers with `message`, `code`, `status` and `contextId`; the login host with OAuth's `error` and `error_description`
/// (RFC 6749, section 5.2).
struct ErrorBody: Hashable {
    var message: String?
    var code: String?
    /// Which permissions are missing, where it says so.
    var permissions: [String] = []

    /// Reads a body; an empty one when it is neither form.
    init(_ body: [UInt8]) {
        guard let json = try? IncomingJSON(body) else { return }
        message = Self.text(json, "message", "error_description", "description").map(Self.presentable)
        code = Self.text(json, "code", "error").map(Self.presentable)
        let words = [message] + json["messageParams"].texts.sorted { $0.key < $1.key }.map(\.value)
        permissions = code?.hasPrefix("missing.") == true ? Self.permissions(in: words.compactMap(\.self)) : []
    }

    private static func text(_ json: IncomingJSON, _ names: String...) -> String? {
        names.lazy.compactMap { json[$0].prose }.first
    }

    /// `code: message`, as far as they are there.
    var summary: String? {
        let parts = [code, message].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ": ")
    }

    /// `domain:entity:action`, in whatever sentence.
    private static func permissions(in texts: [String]) -> [String] {
        let found = texts.flatMap {
            $0.prefix(2000).matches(of: #/[A-Za-z]{2,40}:[A-Za-z*]{1,40}:[A-Za-z*]{1,40}/#).map { String($0.output) }
        }
        return found.reduce(into: []) { known, permission in
            if !known.contains(permission), known.count < 10 { known.append(permission) }
        }
    }

    /// The platform may repeat what it was sent: links are cut out, control characters and length too.
    private static func presentable(_ text: String) -> String {
        let withoutLinks = text.replacing(#/[A-Za-z]+:\/\/[^\s"'<>\])]*/#, with: "<link>")
        return String(
            String.UnicodeScalarView(withoutLinks.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }).prefix(300))
    }
}
