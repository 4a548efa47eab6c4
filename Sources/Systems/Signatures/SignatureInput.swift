import Foundation

/// A `Signature-Input` field with one member (RFC 9421, section 4.1), written as the RFC's serialiser writes it and in no other way.
struct SignatureInput: Sendable {
    /// Names the signature in the `Signature` field.
    let label: String
    /// What is covered, in order; each once, and without parameters of its own.
    let components: [String]
    /// The member's value as it stands there, which is signed as well.
    let parameters: String

    private let created: Double
    private let expires: Double?

    /// `nil` for anything that is not of the profile.
    init?(_ text: String) {
        let parts = text.split(separator: "=(", maxSplits: 1).map(String.init)
        guard parts.count == 2, Self.isKey(parts[0]), let end = parts[1].firstIndex(of: ")") else { return nil }
        let names = parts[1][..<end].split(separator: " ", omittingEmptySubsequences: false).map(Self.unquoted)
        let components = names.compactMap(\.self)
        guard components.count == names.count, Set(components).count == components.count,
            let settings = Self.settings(parts[1][parts[1].index(after: end)...]),
            let created = settings["created"].flatMap(Self.time)
        else { return nil }
        let expires = settings["expires"].map(Self.time)
        guard expires != .some(nil), ["\"hmac-sha256\"", nil].contains(settings["alg"]) else { return nil }
        (label, self.components, parameters) = (parts[0], components, "(" + parts[1])
        (self.created, self.expires) = (created, expires ?? nil)
    }

    func isFresh(at now: Date, within tolerance: TimeInterval) -> Bool {
        let now = now.timeIntervalSince1970
        return abs(now - created) <= tolerance && expires.map { now <= $0 } ?? true
    }

    private static let names: Set = ["created", "expires", "nonce", "alg", "keyid", "tag"]

    /// The parameters behind the list: `;name=value`, each once.
    private static func settings(_ text: Substring) -> [String: String]? {
        guard text.first == ";" else { return nil }
        var settings: [String: String] = [:]
        for setting in text.dropFirst().split(separator: ";", omittingEmptySubsequences: false) {
            let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, names.contains(parts[0]), settings[parts[0]] == nil,
                time(parts[1]) != nil || parts[1].first == "\"" && unquoted(parts[1][...]) != nil
            else { return nil }
            settings[parts[0]] = parts[1]
        }
        return settings
    }

    private static func isKey(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { isLowercase($0) || isDigit($0) || "_-.*".utf8.contains($0) }
            && text.utf8.first.map { isLowercase($0) || $0 == UInt8(ascii: "*") } == true
    }

    /// What stands between quotation marks; no blanks, marks, backslashes or separators in it.
    private static func unquoted(_ text: Substring) -> String? {
        guard text.utf8.count > 2, text.first == "\"", text.last == "\"" else { return nil }
        let inner = text.dropFirst().dropLast()
        return inner.utf8.allSatisfy { 0x21...0x7e ~= $0 && !"\"\\;,()".utf8.contains($0) } ? String(inner) : nil
    }

    private static func time(_ text: String) -> Double? {
        (1...12).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit) ? Double(text) : nil
    }

    private static func isLowercase(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte }
    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
