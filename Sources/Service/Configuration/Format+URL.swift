import Foundation
import JSON
import Observability

extension Format where Value == URL {
    /// The address of a service, to which paths are added: no query, no fragment, no user.
    ///
    /// - Parameter onlySafe: plain http (or ws) is accepted only to this machine.
    static func baseURL(_ scheme: Scheme = .http, onlySafe: Bool = true) -> Self {
        let plain = onlySafe ? "\(scheme.plain):// only to this machine" : "\(scheme.plain):// works too"
        return Format("an absolute \(scheme.safe):// URL without user, query and fragment (\(plain))") { given in
            given.text.flatMap { url($0, scheme, onlySafe: onlySafe) }.flatMap { $0.query() == nil ? $0 : nil }
        } write: {
            .string($0.absoluteString)
        }
    }

    /// An address that is called as it stands; its query may hold a key and is not shown.
    static var callURL: Self {
        Format("an absolute https:// URL without user and fragment (http:// only to this machine)", isSecret: true) { given in
            given.text.flatMap { url($0, .http, onlySafe: true) }
        } write: { url in
            var parts = url.absoluteString.split(separator: "?", maxSplits: 1).map(String.init)
            if parts.count > 1 { parts[1] = Secret.mark }
            return .string(parts.joined(separator: "?"))
        }
    }

    private static func url(_ text: String, _ scheme: Scheme, onlySafe: Bool) -> URL? {
        guard let url = URL(string: text), let given = url.scheme?.lowercased(), let host = url.host(), !host.isEmpty,
            Host.isName(host) || Host.isAddress(host.trimmingCharacters(in: ["[", "]"])),
            url.user() == nil, url.password() == nil, url.fragment() == nil
        else { return nil }
        let isSafe = given == scheme.safe || given == scheme.plain && (!onlySafe || Host.isLoopback(host))
        return isSafe ? url : nil
    }
}

extension Format where Value == String {
    /// A page's origin as browsers send it (RFC 6454, section 6.1): compared letter by letter, so only that spelling is right.
    static var origin: Self {
        Format("an origin as browsers send it, such as \"https://shop.example.com\": lower case, no path, no default port, no *") {
            given in
            given.text.flatMap { isOrigin($0) ? $0 : nil }
        } write: {
            .string($0)
        }
    }

    private static func isOrigin(_ text: String) -> Bool {
        guard let url = URL(string: text), let scheme = url.scheme, let host = url.host(), !host.isEmpty,
            Host.isName(host) || Host.isAddress(host.trimmingCharacters(in: ["[", "]"])),
            let usual = ["https": 443, "http": 80][scheme]
        else { return false }
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        let port = url.port.map { ":\($0)" } ?? ""
        return text == "\(scheme)://\(name)\(port)" && text == text.lowercased() && url.port != usual
    }
}

/// A protocol with encryption and the same without.
struct Scheme {
    let safe: String
    let plain: String

    static let http = Scheme(safe: "https", plain: "http")
    static let webSocket = Scheme(safe: "wss", plain: "ws")
}
