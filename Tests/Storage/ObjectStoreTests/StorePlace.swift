import Attachments
import Crypto
import FileIO
import ObjectStore
import Testing

/// A place of one test's own with a store in it, and what the tests of every store need of it.
protocol StorePlace: Sendable {
    var store: any ObjectStore { get }
    /// The same place, opened as a new process would; what was left over counts as old.
    func reopened() async throws -> any ObjectStore
    /// Everything that takes room, as `incoming/ID`, `quarantine/ID` and `safe/ID`.
    func contents() async throws -> [String]
    /// Puts an object into quarantine past the store.
    func plant(_ name: String) async throws
}

/// The stores that there are: each must pass the same tests.
enum StoreKind: String, CaseIterable, Sendable {
    case local
    case s3

    func place() async throws -> any StorePlace {
        switch self {
        case .local: try StoreFolder()
        case .s3: try await StoreBuckets()
        }
    }
}

extension StorePlace {
    func put(_ bytes: [UInt8], as id: AttachmentID) async throws -> StoredObject {
        let writer = try store.create(id)
        try writer.write(bytes)
        return try await writer.publish()
    }

    func quarantined() async throws -> [AttachmentID] {
        try await store.quarantined().reduce(into: []) { $0 += $1 }.sorted()
    }

    /// Waits for what a store does after its caller has gone.
    func becomes(_ expected: [String]) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        var found = try await contents()
        while found != expected, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(10))
            found = try await contents()
        }
        #expect(found == expected)
    }
}

extension QuarantineWriter {
    func write(_ bytes: [UInt8]) throws { try unsafe write(bytes.span.bytes) }
}

extension OpenFile {
    func contents() throws -> [UInt8] { try read(upTo: Int(size), at: 0) }
}

/// What the ledger would know of an object with these bytes.
func digest(of bytes: [UInt8]) throws -> String { try SHA256.hash(bytes).hex }

func identifier(_ number: UInt64) -> AttachmentID { AttachmentID(milliseconds: number, chance: 0) }

/// Bytes of which no two neighbouring parts are alike.
func distinctBytes(_ size: Int) -> [UInt8] {
    let block = (0..<65_537).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    var bytes: [UInt8] = []
    while bytes.count < size { bytes += block }
    return Array(bytes.prefix(size))
}
