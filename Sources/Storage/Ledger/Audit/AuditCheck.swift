/// Goes through the audit log once, record by record, and says what is wrong. Pure; its memory does not grow with the log.
///
/// Records that were linked before there was a key may stand before those that were linked with it, never behind. What nobody can see in
/// the log alone is that its end was cut off: that takes an anchor, a head that was kept elsewhere.
public struct AuditCheck {
    /// Names of faults beyond so many are counted only.
    private static let maximumFaults = 1000
    /// Records that do not fit are tried at so many other places, to tell one that was moved from one that was changed.
    private static let maximumTried = 24

    private struct Misfit {
        let record: AuditRecord
        let previous: String
        let fault: Int
    }

    private let chain: AuditChain
    private let anchor: AuditHead?
    private var last: AuditHead?
    private var isLastKeyed = false
    private var isAnchorFound = false
    private var misfits: [Misfit] = []

    /// What is wrong, so far.
    public private(set) var faults: [AuditFault] = []
    /// How many faults there are, so far; only the first thousand are named.
    public private(set) var faultCount = 0
    /// How many records were looked at.
    public private(set) var recordCount = 0
    /// The first record that was linked with the key; `nil` when there is none.
    public private(set) var firstKeyed: Int64?

    /// Begins at the first record.
    ///
    /// - Parameter anchor: a head that was kept elsewhere.
    public init(_ chain: AuditChain, anchor: AuditHead? = nil) {
        self.chain = chain
        self.anchor = anchor
    }

    /// The last record seen; `nil` for an empty log.
    public var head: AuditHead? { last }

    /// Looks at the next record, in the order of the log.
    ///
    /// - Throws: `CryptoError` when the library refuses to hash.
    public mutating func take(_ record: AuditRecord) throws {
        recordCount += 1
        if record.number == anchor?.number {
            isAnchorFound = true
            if record.hash != anchor?.hash, let anchor { note(.anchorDiffers(anchor)) }
        }
        let expected = (last?.number ?? 0) + 1
        let previous = last?.hash ?? AuditChain.beginning
        if record.number < expected {
            // What stands in the wrong place links to nothing that is known here.
            note(.disordered(record.number, after: expected - 1))
            return
        }
        last = AuditHead(number: record.number, hash: record.hash)
        guard !record.hash.isEmpty else { return note(.unlinked(record.number)) }
        // Behind a gap nothing is known of the hash before.
        if record.number > expected { return note(.missing(expected, record.number - 1)) }
        if try !fits(record, after: previous) {
            note(.changed(record.number))
            if misfits.count < Self.maximumTried, !faults.isEmpty {
                misfits.append(Misfit(record: record, previous: previous, fault: faults.count - 1))
            }
        }
    }

    /// Ends at the last record.
    ///
    /// - Throws: `CryptoError` when the library refuses to hash.
    public mutating func finish() throws {
        try findMoved()
        if let anchor, !isAnchorFound {
            note((last?.number ?? 0) < anchor.number ? .anchorBeyond(anchor, last: last?.number ?? 0) : .anchorDiffers(anchor))
        }
        if chain.isKeyed, !isLastKeyed, faultCount == 0, let last { note(.unkeyed(last.number)) }
    }

    private mutating func fits(_ record: AuditRecord, after previous: String) throws -> Bool {
        guard try record.entry.reason?.isGenuine ?? true else { return false }
        if try chain.hash(of: record.entry, number: record.number, after: previous) == record.hash {
            if chain.isKeyed, firstKeyed == nil { firstKeyed = record.number }
            isLastKeyed = chain.isKeyed
            return true
        }
        isLastKeyed = false
        guard chain.isKeyed, firstKeyed == nil else { return false }
        return try chain.unkeyed.hash(of: record.entry, number: record.number, after: previous) == record.hash
    }

    /// A record that was moved whole fits its hash at the number, and behind the hash, where it stood before. One that fits at its own number
    /// behind another record's hash is as it was: it is the one before it that is not.
    private mutating func findMoved() throws {
        let hashes = Set(misfits.map(\.previous) + misfits.map(\.record.hash))
        var cleared: Set<Int> = []
        for misfit in misfits {
            for place in misfits.map(\.record.number) {
                guard try hashes.contains(where: { try fitsAnyhow(misfit.record, place, after: $0) }) else { continue }
                if place == misfit.record.number {
                    cleared.insert(misfit.fault)
                } else {
                    faults[misfit.fault] = .moved(misfit.record.number, from: place)
                }
            }
        }
        faultCount -= cleared.count
        faults = faults.indices.filter { !cleared.contains($0) }.map { faults[$0] }
    }

    private func fitsAnyhow(_ record: AuditRecord, _ number: Int64, after previous: String) throws -> Bool {
        guard try record.entry.reason?.isGenuine ?? true else { return false }
        return try [chain, chain.unkeyed].contains { try $0.hash(of: record.entry, number: number, after: previous) == record.hash }
    }

    private mutating func note(_ fault: AuditFault) {
        faultCount += 1
        if faults.count < Self.maximumFaults { faults.append(fault) }
    }
}
