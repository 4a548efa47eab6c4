import Foundation
import JSON
public import Observability

/// `ledger`: where attachments, jobs and the audit log are recorded.
public enum LedgerSection: Sendable, Hashable {
    /// A file in the state folder.
    case sqlite
    /// A connection URL, with its password.
    case postgresql(Secret)
}

extension Format where Value == LedgerSection {
    static var ledger: Self {
        Format(
            "\"sqlite\" or \"postgresql://host/database\", with user:password@ before the host, percent-encoded where they need it",
            isSecret: true
        ) { given in
            guard let text = given.text else { return nil }
            if text == "sqlite" { return .sqlite }
            guard let url = URL(string: text), url.scheme == "postgresql" || url.scheme == "postgres",
                url.host()?.isEmpty == false, url.path().count > 1, isUnambiguous(text)
            else { return nil }
            return .postgresql(Secret(text))
        } write: { ledger in
            switch ledger {
            case .sqlite: .string("sqlite")
            case .postgresql(let url): .string("postgresql://\(url)")
            }
        }
    }

    /// libpq ends a password at the first `@` and other readers at the last: what is between would be a host, and in its errors.
    private static func isUnambiguous(_ url: String) -> Bool {
        let authority = url.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) }
        return authority.count { $0 == "@" } <= 1
    }
}
