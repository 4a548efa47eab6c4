import Foundation
import Ledger

/// What `audit verify` says.
struct AuditReport: Encodable {
    /// One thing that is wrong.
    struct Fault: Encodable {
        let code: String
        let number: Int64
        let description: String
    }

    let whole: Bool
    let entries: Int
    let anchor: String?
    let keyedFrom: Int64?
    let faultCount: Int
    let faults: [Fault]

    init(_ check: AuditCheck) {
        whole = check.faultCount == 0
        entries = check.recordCount
        anchor = check.head?.description
        keyedFrom = check.firstKeyed
        faultCount = check.faultCount
        faults = check.faults.map { Fault(code: $0.code.rawValue, number: $0.number, description: $0.description) }
    }

    /// For people.
    var text: String {
        var lines = faults.map { "✘ \($0.description)" }
        if faultCount > faults.count { lines.append("✘ and \(faultCount - faults.count) more") }
        if whole { lines.append("✔ \(entries) entries, each linked to the one before" + (keyedFrom == nil ? "" : " with the key")) }
        if let anchor { lines.append("anchor \(anchor)") }
        return lines.joined(separator: "\n")
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
