import Attachments
import CephGateway
import Crypto
import Foundation
import HTTPClient
import ObjectStore
import S3

/// A store in two buckets of their own.
final class StoreBuckets: StorePlace {
    let ceph: CephGateway
    let quarantine: String
    let safe: String
    let scratch = NSTemporaryDirectory() + "lazaret-scratch-" + UUID().uuidString
    let client: S3Client
    let s3: S3ObjectStore
    /// Lives as long as the store that needs it.
    private let service: FaultyService?
    var store: any ObjectStore { s3 }

    /// - Parameter url: where the store finds the service: a gateway that can be killed, or what stands before one.
    init(at url: URL? = nil, behind service: FaultyService? = nil) async throws {
        self.service = service
        ceph = try await CephGateway.shared()
        (quarantine, safe) = (try await ceph.newBucket("quarantine"), try await ceph.newBucket("safe"))
        client = try ceph.client()
        s3 = try Self.store(quarantine, safe, scratch + "/first", ceph.client(at: service?.url ?? url))
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: scratch) } catch { print("\(scratch) stays: \(error)") }
    }

    func reopened() throws -> any ObjectStore { try store() }

    /// Another store on the same buckets.
    ///
    /// - Parameter settled: how old leftovers must be.
    func store(at url: URL? = nil, settled: Duration = .seconds(-60), reserve: Int64 = 0) throws -> S3ObjectStore {
        try Self.store(
            quarantine, safe, scratch + "/" + UUID().uuidString, ceph.client(at: url), settled: settled, reserve: reserve)
    }

    /// Turns on versions in quarantine, as an operator should not.
    func keepVersions() async throws {
        try await client.keepVersions(in: quarantine)
    }

    func contents() async throws -> [String] {
        var names = try await client.uploads(in: quarantine).items.map { "incoming/\($0.id.object.key)" }
        names += try await client.objects(in: quarantine).items.map { "quarantine/\($0.key)" }
        return try await (names + client.objects(in: safe).items.map { "safe/\($0.key)" }).sorted()
    }

    func plant(_ name: String) async throws {
        try await client.put(.bytes([]), sha256: SHA256.hash([]), as: ObjectAddress(bucket: quarantine, key: name))
    }

    private static func store(
        _ quarantine: String, _ safe: String, _ scratch: String, _ client: S3Client, settled: Duration = .seconds(-60),
        reserve: Int64 = 0
    ) throws -> S3ObjectStore {
        var configuration = S3ObjectStore.Configuration(quarantineBucket: quarantine, safeBucket: safe, scratchFolder: scratch)
        configuration.partBytes = 5 << 20
        configuration.reserve = reserve
        // A minute less than nothing: the service's clock may be a little ahead.
        configuration.abandonedAfter = settled
        return try S3ObjectStore(configuration, client: client, now: { Date() })
    }
}
