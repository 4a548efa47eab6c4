import CephGateway
import Crypto
import Foundation
import HTTPClient
import HTTPSemantics
import Observability
import S3
import Synchronization
import Testing

/// The client against a real service.
struct ClientTests {
    private static let text = Array("The quick brown fox".utf8)

    private func read(_ client: S3Client, _ object: ObjectAddress, _ range: Range<Int64>? = nil) async throws -> [UInt8] {
        let bytes = Mutex<[UInt8]>([])
        _ = try await client.get(object, range: range) { piece in bytes.withLock { $0 += piece } }
        return bytes.withLock { $0 }
    }

    @Test(arguments: ["key", "a b+c&d=e%20?#/ü/..//x"])
    func storesReadsCopiesAndDeletes(key: String) async throws {
        let ceph = try await CephGateway.shared()
        let (client, bucket) = (try ceph.client(), try await ceph.newBucket())
        let (object, other) = (ObjectAddress(bucket: bucket, key: key), ObjectAddress(bucket: bucket, key: key + "2"))
        #expect(try await client.head(object) == nil)
        try await client.put(.bytes(Self.text), sha256: SHA256.hash(Self.text), as: object)
        #expect(try await client.head(object)?.size == 19)
        #expect(try await read(client, object) == Self.text)
        #expect(try await read(client, object, 4..<9) == Array("quick".utf8))
        try await client.copy(object, to: other)
        #expect(try await client.objects(in: bucket).items.map(\.key).sorted() == [key, key + "2"])
        for _ in 0..<2 { #expect(try await client.delete(object) == false) }
        #expect(try await client.head(object) == nil)
        #expect(try await read(client, other) == Self.text)
    }

    @Test func uploadsInParts() async throws {
        let ceph = try await CephGateway.shared()
        let (client, bucket) = (try ceph.client(), try await ceph.newBucket())
        let object = ObjectAddress(bucket: bucket, key: "parts")
        let upload = try await client.createUpload(of: object)
        #expect(try await client.uploads(in: bucket).items.map(\.id) == [upload])
        let first = [UInt8](repeating: 1, count: 5 << 20)
        let parts = [
            try await client.put(.bytes(Self.text), sha256: SHA256.hash(Self.text), asPart: 2, of: upload),
            try await client.put(.bytes(first), sha256: SHA256.hash(first), asPart: 1, of: upload),
        ]
        #expect(try await client.head(object) == nil)
        try await client.complete(upload, parts: parts)
        #expect(try await read(client, object) == first + Self.text)
        #expect(try await client.uploads(in: bucket).items.isEmpty)
    }

    @Test func abortsUploads() async throws {
        let ceph = try await CephGateway.shared()
        let (client, bucket) = (try ceph.client(), try await ceph.newBucket())
        let upload = try await client.createUpload(of: ObjectAddress(bucket: bucket, key: "x"))
        for _ in 0..<2 { try await client.abort(upload) }
        #expect(try await client.uploads(in: bucket).items.isEmpty)
        let error = await #expect(throws: S3Error.self) {
            try await client.put(.bytes(Self.text), sha256: SHA256.hash(Self.text), asPart: 1, of: upload)
        }
        #expect(error?.code == .notFound)
    }

    @Test func isRefusedWhenOtherBytesArriveThanWereSigned() async throws {
        let ceph = try await CephGateway.shared()
        let (client, bucket) = (try ceph.client(), try await ceph.newBucket())
        let object = ObjectAddress(bucket: bucket, key: "x")
        let error = await #expect(throws: S3Error.self) {
            try await client.put(.bytes(Self.text), sha256: SHA256.hash([1]), as: object)
        }
        #expect(error?.code == .corrupted)
        #expect(try await client.head(object) == nil)
    }

    @Test func saysWhatIsWrongWithKeyBucketAndClock() async throws {
        let ceph = try await CephGateway.shared()
        let bucket = try await ceph.newBucket()
        let object = ObjectAddress(bucket: bucket, key: "x")
        func code(_ client: S3Client, _ object: ObjectAddress) async -> S3Error.Code? {
            await #expect(throws: S3Error.self) {
                try await client.put(.bytes(Self.text), sha256: SHA256.hash(Self.text), as: object)
            }?.code
        }
        for credentials in [
            Credentials(accessKey: "AKLAZARET", secretKey: Secret("wrong")),
            Credentials(accessKey: "wrong", secretKey: Secret("x")),
        ] {
            #expect(await code(try ceph.client(credentials: credentials), object) == .wrongCredentials)
        }
        #expect(await code(try ceph.client(), ObjectAddress(bucket: "no-such-bucket", key: "x")) == .noSuchBucket)
        #expect(await code(try ceph.client(now: { Date() + 3600 }), object) == .clockSkew)
        await #expect(throws: S3Error.self) { try await ceph.client().check(bucket: "no-such-bucket") }
        try await ceph.client().check(bucket: bucket)
    }

    @Test func saysWhyABucketCannotBeUsed() async throws {
        let ceph = try await CephGateway.shared()
        let bucket = try await ceph.newBucket()
        func code(_ client: S3Client, _ bucket: String) async -> S3Error.Code? {
            await #expect(throws: S3Error.self) { try await client.check(bucket: bucket) }?.code
        }
        #expect(await code(try ceph.client(), "no-such-bucket") == .noSuchBucket)
        for credentials in [
            Credentials(accessKey: "AKLAZARET", secretKey: Secret("wrong")),
            Credentials(accessKey: "wrong", secretKey: Secret("x")),
        ] {
            #expect(await code(try ceph.client(credentials: credentials), bucket) == .wrongCredentials)
        }
        #expect(await code(try ceph.client(now: { Date() + 3600 }), bucket) == .clockSkew)
        let stranger = try ceph.newUser()
        #expect(await code(try ceph.client(credentials: stranger.credentials), bucket) == .accessDenied)
        try stranger.suspend()
        #expect(await code(try ceph.client(credentials: stranger.credentials), bucket) == .suspended)
    }

    @Test func goesThroughListsPageByPage() async throws {
        let ceph = try await CephGateway.shared()
        let (client, bucket) = (try ceph.client(), try await ceph.newBucket())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<1001 {
                if number >= 16 { try await group.next() }
                let object = ObjectAddress(bucket: bucket, key: "\(number)")
                group.addTask { try await client.put(.bytes([]), sha256: SHA256.hash([]), as: object) }
            }
            try await group.waitForAll()
        }
        let first = try await client.objects(in: bucket)
        let second = try await client.objects(in: bucket, after: first.next)
        #expect(first.items.count == 1000 && second.items.count == 1 && second.next == nil)
        #expect(Set((first.items + second.items).map(\.key)).count == 1001)
    }

    @Test func makesAddressesThatServeTheObjectAsSigned() async throws {
        let ceph = try await CephGateway.shared()
        let (client, bucket) = (try ceph.client(), try await ceph.newBucket())
        let object = ObjectAddress(bucket: bucket, key: "x")
        try await client.put(.bytes(Self.text), sha256: SHA256.hash(Self.text), as: object)
        let disposition = "attachment; filename=\"R_chnung.pdf\"; filename*=UTF-8''R%C3%A4chnung.pdf"
        func fetch(_ url: String) async throws -> HTTPClient.Response { try await HTTPClient().send(.init(url: url)) }
        let url = try client.presignedURL(
            of: object, lifetime: .seconds(60), mediaType: "application/pdf", disposition: disposition
        )
        .absoluteString
        let answer = try await fetch(url)
        #expect(answer.status == 200 && answer.body == Self.text)
        #expect(answer.fields["Content-Type"] == "application/pdf")
        #expect(answer.fields["Content-Disposition"] == disposition)
        for (part, other) in [
            ("pdf&", "html&"), ("/x?", "/y?"), ("attachment", "inline"), ("X-Amz-Expires=60", "X-Amz-Expires=600"),
        ] {
            #expect(url.contains(part))
            #expect(try await fetch(url.replacing(part, with: other)).status == 403)
        }
        let past = try ceph.client(now: { Date() - 600 })
        let expired = try past.presignedURL(of: object, lifetime: .seconds(60), mediaType: "a/b", disposition: "attachment")
        #expect(try await fetch(expired.absoluteString).status == 403)
    }
}
