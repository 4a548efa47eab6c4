import Foundation
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
        Format("\"sqlite\" or \"postgresql://user:password@host/database\"", isSecret: true) { given in
            guard let text = given.text else { return nil }
            if text == "sqlite" { return .sqlite }
            guard let url = URL(string: text), url.scheme == "postgresql" || url.scheme == "postgres",
                url.host()?.isEmpty == false, url.path().count > 1
            else { return nil }
            return .postgresql(Secret(text))
        } write: { ledger in
            switch ledger {
            case .sqlite: .string("sqlite")
            case .postgresql(let url): .string("postgresql://\(url)")
            }
        }
    }
}
