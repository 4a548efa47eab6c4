import Attachments
import Crypto
import Foundation
import Ledger
import Testing

@Suite struct AuditChainTests {
    static let entries = (1...9).map { number in
        AuditEntry(
            at: Date(timeIntervalSince1970: Double(1_750_000_000_000 + number * 137) / 1000), actor: "anna",
            action: "attachment.release",
            attachment: number.isMultiple(of: 2) ? .sample(number) : nil, detail: "Number \(number) — geprüft.")
    }

    let key = [UInt8](repeating: 3, count: 32)

    func records(_ chain: AuditChain = AuditChain()) throws -> [AuditRecord] { try chain.link(Self.entries, after: nil) }

    func faults(
        in records: [AuditRecord], _ chain: AuditChain = AuditChain(), anchor: AuditHead? = nil
    ) throws -> [AuditFault] {
        var check = AuditCheck(chain, anchor: anchor)
        for record in records { try check.take(record) }
        try check.finish()
        return check.faults
    }

    @Test func hashesWhatItsDocumentationSays() throws {
        let entry = AuditEntry(at: Date(timeIntervalSince1970: 1), actor: "é", action: "b", detail: "c:1\n")
        let text = AuditChain.beginning + "\n1:1\n4:1000\n2:é\n1:b\n0:\n4:c:1\n\n"
        #expect(try AuditChain().hash(of: entry, number: 1, after: AuditChain.beginning) == SHA256.hash(Array(text.utf8)).hex)
        #expect(
            try AuditChain(key: key).hash(of: entry, number: 1, after: AuditChain.beginning)
                == HMACSHA256.authenticate(key: key, message: Array(text.utf8)).hex)
    }

    @Test func isContentWithWhatItLinked() throws {
        let keyed = AuditChain(key: key)
        #expect(try faults(in: try records()).isEmpty)
        #expect(try faults(in: try records(keyed), keyed).isEmpty)
        #expect(try faults(in: []).isEmpty)
    }

    @Test func tellsFieldsApart() throws {
        let chain = AuditChain()
        let one = AuditEntry(at: .distantPast, actor: "ab", action: "c", detail: "")
        let other = AuditEntry(at: .distantPast, actor: "a", action: "bc", detail: "")
        #expect(try chain.hash(of: one, number: 1, after: "") != chain.hash(of: other, number: 1, after: ""))
    }

    @Test(arguments: 0..<9) func namesTheOneThatWasChanged(_ index: Int) throws {
        var records = try records()
        let old = records[index]
        let entry = AuditEntry(at: old.entry.at, actor: "otto", action: old.entry.action, detail: old.entry.detail)
        records[index] = AuditRecord(number: old.number, entry: entry, hash: old.hash)
        let faults = try faults(in: records)
        #expect(faults.map(\.code) == [.changed])
        #expect(faults.map(\.number) == [old.number])
    }

    @Test func namesTheFollowerOfOneThatWasChangedWithItsHash() throws {
        var records = try records()
        let entry = AuditEntry(at: .distantPast, actor: "otto", action: "nothing", detail: "")
        records[3] = try AuditChain().link([entry], after: AuditHead(number: 3, hash: records[2].hash))[0]
        let faults = try faults(in: records)
        #expect(faults.map(\.number) == [5])
        #expect(faults[0].description.contains("entry 4 was changed together with its hash"))
    }

    @Test func namesThoseThatAreMissing() throws {
        let records = try records()
        #expect(try faults(in: Array(records[2...])).map(\.description) == ["Entries 1 to 2 are missing."])
        #expect(try faults(in: Array(records[..<4] + records[5...])).map(\.description) == ["Entry 5 is missing."])
    }

    @Test(arguments: [(1, 6), (3, 4), (0, 8)]) func namesThoseThatChangedPlaces(_ first: Int, _ second: Int) throws {
        var records = try records()
        let (a, b) = (records[first], records[second])
        records[first] = AuditRecord(number: a.number, entry: b.entry, hash: b.hash)
        records[second] = AuditRecord(number: b.number, entry: a.entry, hash: a.hash)
        let faults = try faults(in: records)
        #expect(faults.map(\.code) == [.moved, .moved])
        #expect(
            faults.map(\.description) == [
                "Entry \(second + 1) stands at number \(first + 1): the order was changed.",
                "Entry \(first + 1) stands at number \(second + 1): the order was changed.",
            ])
    }

    @Test func namesLinesOfAnExportThatChangedPlaces() throws {
        var records = try records()
        records.swapAt(3, 6)
        #expect(try faults(in: records).contains { $0.code == .disordered && $0.number == 5 })
    }

    @Test func namesOneThatTheGatewayDidNotWrite() throws {
        var records = try records()
        records.append(AuditRecord(number: 10, entry: Self.entries[0], hash: ""))
        #expect(try faults(in: records).map(\.code) == [.changed])
    }

    /// What is left of a log whose end was cut off is whole: only a head that was kept elsewhere shows it.
    @Test func needsAnAnchorToSeeThatTheEndIsCutOff() throws {
        let records = try records()
        let anchor = AuditHead(number: 9, hash: records[8].hash)
        #expect(try faults(in: Array(records[..<6])).isEmpty)
        #expect(try faults(in: records, anchor: anchor).isEmpty)
        #expect(try faults(in: Array(records[..<6]), anchor: anchor).map(\.code) == [.anchorLost])
        #expect(AuditHead("\(anchor)") == anchor)
    }

    @Test func needsAnAnchorOrAKeyToSeeThatAllWasLinkedAnew() throws {
        let anchor = AuditHead(number: 9, hash: try records()[8].hash)
        let forged = try AuditChain().link(Array(Self.entries.reversed()), after: nil)
        #expect(try faults(in: forged).isEmpty)
        #expect(try faults(in: forged, anchor: anchor).map(\.code) == [.anchorLost])
        #expect(try faults(in: forged, AuditChain(key: key)).map(\.code) == [.unkeyed])
    }

    @Test func takesWhatWasLinkedBeforeThereWasAKeyAndNothingBehind() throws {
        let keyed = AuditChain(key: key)
        let before = try records()
        let head = AuditHead(number: 9, hash: before[8].hash)
        let after = try keyed.link([Self.entries[0]], after: head)
        let plain = try AuditChain().link([Self.entries[1]], after: AuditHead(number: 10, hash: after[0].hash))
        #expect(try faults(in: before + after, keyed).isEmpty)
        #expect(try faults(in: before + after + plain, keyed).map(\.number) == [11])
        #expect(try faults(in: before + after, AuditChain(key: [UInt8](repeating: 4, count: 32))).map(\.number) == [10])
    }

    @Test func comesBackFromAnExport() throws {
        let records = try records()
        let lines = try records.map { try JSONEncoder().encode($0) }
        let read = try lines.map { try JSONDecoder().decode(AuditRecord.self, from: $0) }
        #expect(read == records)
        #expect(try faults(in: read).isEmpty)
    }

    @Test(arguments: ["", ":", "1", "0:\(AuditChain.beginning)", "1:ab", "x:\(AuditChain.beginning)", "1:\(AuditChain.beginning):"])
    func readsNoAnchorIn(_ text: String) { #expect(AuditHead(text) == nil) }
}
