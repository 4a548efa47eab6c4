/// The header of a mail (RFC 5322, section 2.2): fields in any order, up to an empty line.
struct MailHeader {
    /// Lower case, in the order of the file.
    let names: [String]
    /// Whether the line in front of it is that of a mailbox file (RFC 4155).
    let isMailbox: Bool
    /// The value of `Content-Type`, lower case.
    let contentType: String

    /// Reads the header; `nil` when a line in it is neither a field nor the rest of one.
    init?(_ characters: [UInt8]) {
        var scanner = TextScanner(characters)
        scanner.skipBlanks()
        isMailbox = scanner.rest.starts(with: Array("From ".utf8))
        if isMailbox { _ = scanner.line() }
        var names: [String] = []
        var type = ""
        while let line = scanner.line(), !line.isEmpty, names.count < Self.maximumFields {
            if line.first == 0x20 || line.first == 0x09 {
                guard !names.isEmpty else { return nil }
                if names.last == "content-type" { type += String(decoding: line, as: UTF8.self).lowercased() }
                continue
            }
            // What the head cuts off is the last line.
            guard let field = Self.field(line) else {
                if scanner.isAtEnd, !names.isEmpty { break }
                return nil
            }
            names.append(field.name)
            if field.name == "content-type" { type = field.value }
        }
        self.names = names
        contentType = type
    }

    /// Whether these are the fields of a mail, and not lines of prose with a colon.
    var isMail: Bool { known >= 2 }

    /// Whether they are it beyond doubt, whatever the file is called.
    var isCertain: Bool {
        known >= 3 && names.contains("from")
            && names.contains { ["message-id", "received", "return-path", "mime-version"].contains($0) }
    }

    /// Whether a page with what belongs to it is saved in it (RFC 2557).
    var isSavedPage: Bool {
        contentType.contains("multipart/related")
            || contentType.hasPrefix("text/html") && names.contains("snapshot-content-location")
    }

    /// Whether its body needs a key (RFC 8551, section 3.2; RFC 3156, section 4).
    var isLocked: Bool {
        if contentType.contains("multipart/encrypted") { return true }
        return contentType.contains("pkcs7-mime") && ["enveloped-data", "encrypted-data"].contains(where: contentType.contains)
    }

    /// Whether a browser wrote it.
    var isFromBrowser: Bool { isSavedPage && names.contains("snapshot-content-location") }

    private var known: Int { Set(names).filter { Self.fields.contains($0) || $0.hasPrefix("x-") || $0.hasPrefix("arc-") }.count }

    private static let maximumFields = 500

    private static func field(_ line: ArraySlice<UInt8>) -> (name: String, value: String)? {
        let name = line.prefix { (33...126).contains($0) && $0 != UInt8(ascii: ":") }
        let rest = line[name.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
        guard !name.isEmpty, name.count <= 76, rest.first == UInt8(ascii: ":") else { return nil }
        let value = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }.prefix(512)
        return (String(decoding: name, as: UTF8.self).lowercased(), String(decoding: value, as: UTF8.self).lowercased())
    }

    /// Of IANA's "Permanent Message Header Field Names", and what the common mail programs add.
    private static let fields: Set<String> = [
        "from", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version", "received", "return-path", "reply-to", "sender",
        "in-reply-to",
        "references", "delivered-to", "content-type", "content-transfer-encoding", "content-language", "content-disposition",
        "dkim-signature",
        "received-spf", "authentication-results", "importance", "priority", "sensitivity", "user-agent", "thread-topic",
        "thread-index",
        "list-id", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted", "precedence", "feedback-id", "accept-language",
        "envelope-to",
        "domainkey-signature", "disposition-notification-to", "errors-to", "resent-from", "resent-to", "resent-date",
        "organization", "comments",
        "keywords", "status", "snapshot-content-location", "autocrypt", "original-recipient", "require-recipient-valid-since",
        "bimi-selector",
    ]
}
