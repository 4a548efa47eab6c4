import Attachments
import CephGateway
import Foundation
import Ledger
import ObjectStore
import Observability
import Pipeline
import PrivatePostgres
import S3
import Synchronization
import TestSupport

/// What gateways keep their ledger and their files in, and what can be seen of it from outside.
protocol Backing: Sendable {
    /// Lines of the configuration.
    var settings: String { get }
    /// The names in quarantine, also of what is on its way there.
    func quarantined() async throws -> Set<String>
    /// The names in the safe store.
    func released() async throws -> Set<String>
    /// The bytes of one in the safe store.
    func bytes(of name: String) async throws -> Data
    /// Removes what killed processes have left, without waiting until its age gives it away; no gateway runs.
    func sweep() async throws
}

/// SQLite and folders, of one process. What is left is swept at each start.
struct LocalBacking: Backing {
    let settings = ""
    private let data: String

    init(_ folder: TestFolder) { data = folder.path + "/data" }

    func quarantined() throws -> Set<String> {
        let incoming = try FileManager.default.contentsOfDirectory(atPath: data + "/quarantine/incoming")
        let whole = try FileManager.default.contentsOfDirectory(atPath: data + "/quarantine")
        return Set(incoming + whole).subtracting(["incoming"])
    }

    func released() throws -> Set<String> { try Set(FileManager.default.contentsOfDirectory(atPath: data + "/safe")) }

    func bytes(of name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: "\(data)/safe/\(name)")) }

    func sweep() {}
}

/// PostgreSQL and two buckets, for any number of processes.
struct SharedBacking: Backing {
    let settings: String
    let ledger: Secret
    private let quarantine: String
    private let safe: String
    private let client: S3Client
    private let store: S3ObjectStore

    /// - Parameters:
    ///   - ledger: a database; an empty schema of the server of all tests when absent.
    ///   - service: where gateways find the buckets, when that is not the service itself.
    init(_ folder: TestFolder, ledger: Secret? = nil, service: URL? = nil) async throws {
        let ceph = try await CephGateway.shared()
        self.ledger = if let ledger { ledger } else { try await TestDatabase.emptySchema() }
        (quarantine, safe) = (try await ceph.newBucket("quarantine"), try await ceph.newBucket("safe"))
        client = try ceph.client()
        var configuration = S3ObjectStore.Configuration(
            quarantineBucket: quarantine, safeBucket: safe, scratchFolder: folder.path + "/scratch")
        // A minute less than nothing: the service's clock may be a little ahead.
        configuration.abandonedAfter = .seconds(-60)
        store = try S3ObjectStore(configuration, client: client, now: { Date() })
        settings = """
            ledger: "\(self.ledger.reveal())",
            store: {
              kind: "s3", endpoint: "\((service ?? ceph.url).absoluteString)", pathStyle: true, presignedLinks: false,
              accessKey: "\(CephGateway.credentials.accessKey)", secretKey: "\(CephGateway.credentials.secretKey.reveal())",
              quarantineBucket: "\(quarantine)", safeBucket: "\(safe)",
            },
            """
    }

    func quarantined() async throws -> Set<String> {
        try await names(in: quarantine).union(client.uploads(in: quarantine).items.map(\.id.object.key))
    }

    func released() async throws -> Set<String> { try await names(in: safe) }

    func bytes(of name: String) async throws -> Data {
        let bytes = Mutex(Data())
        _ = try await client.get(ObjectAddress(bucket: safe, key: name)) { piece in bytes.withLock { $0.append(contentsOf: piece) }
        }
        return bytes.withLock { $0 }
    }

    func sweep() async throws {
        let ledger = try await PostgresLedger(url: ledger, now: { Date() }, newToken: { .random(in: 0 ... .max) })
        _ = try await QuarantineSweep(store: store, ledger: ledger).run()
    }

    private func names(in bucket: String) async throws -> Set<String> {
        var names: Set<String> = []
        var token: String?
        repeat {
            let page = try await client.objects(in: bucket, after: token)
            names.formUnion(page.items.map(\.key))
            token = page.next
        } while token != nil
        return names
    }
}
