/// One thing that is wrong with the audit log.
public struct AuditFault: Sendable, Hashable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A number, or several, are not there.
        case missing
        /// The content does not fit the hash, or the hash not the one before.
        case changed
        /// A whole record stands where another stood.
        case moved
        /// The numbers do not grow.
        case disordered
        /// The record of the anchor is another, or not there.
        case anchorLost
        /// There is a key, and nothing was linked with it.
        case unkeyed
    }

    /// What kind of fault it is.
    public let code: Code
    /// The record that it is about.
    public let number: Int64
    /// What is wrong, for people.
    public let description: String

    init(_ code: Code, _ number: Int64, _ description: String) {
        self.code = code
        self.number = number
        self.description = description
    }

    static func missing(_ first: Int64, _ last: Int64) -> AuditFault {
        let which = first == last ? "Entry \(first) is" : "Entries \(first) to \(last) are"
        return AuditFault(.missing, first, "\(which) missing.")
    }

    static func unlinked(_ number: Int64) -> AuditFault {
        AuditFault(.changed, number, "Entry \(number) has no hash: it was not written by the gateway.")
    }

    static func changed(_ number: Int64) -> AuditFault {
        AuditFault(
            .changed, number,
            number == 1
                ? "Entry 1 does not fit its hash: it was changed, or the key is another one."
                : "Entry \(number) does not fit its hash: it was changed, or entry \(number - 1) was changed together with its hash."
        )
    }

    static func moved(_ number: Int64, from old: Int64) -> AuditFault {
        AuditFault(.moved, number, "Entry \(old) stands at number \(number): the order was changed.")
    }

    static func disordered(_ number: Int64, after last: Int64) -> AuditFault {
        AuditFault(.disordered, number, "Entry \(number) stands behind entry \(last): the order was changed.")
    }

    static func anchorBeyond(_ anchor: AuditHead, last: Int64) -> AuditFault {
        AuditFault(
            .anchorLost, anchor.number,
            "The log ends with entry \(last), before entry \(anchor.number) of the anchor: its end was cut off.")
    }

    static func anchorDiffers(_ anchor: AuditHead) -> AuditFault {
        AuditFault(
            .anchorLost, anchor.number,
            "Entry \(anchor.number) is not the one of the anchor: it, or one before it, was changed and the rest linked anew.")
    }

    static func unkeyed(_ last: Int64) -> AuditFault {
        AuditFault(
            .unkeyed, last, "The last entry, \(last), was linked without the key that is configured: anybody could have made it.")
    }
}
