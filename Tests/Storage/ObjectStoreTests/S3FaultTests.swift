import Attachments
import CephGateway
import FileIO
import Foundation
import ObjectStore
import Testing

/// What becomes of objects when the service, or the way to it, fails: errors are refusals, and nothing is lost or left.
struct S3FaultTests {
    private let id = identifier(1)
    private static let large = [UInt8](repeating: 7, count: 12 << 20)

    private func place(_ fault: FaultyService.Fault) async throws -> StoreBuckets {
        try await StoreBuckets(behind: FaultyService(before: CephGateway.shared().url, [fault]))
    }

    @Test func takesALostAnswerToTheLastStepOfAnUploadForWhatItWas() async throws {
        let place = try await place(.init(action: .lose, method: "POST", target: "uploadId="))
        let object = try await place.put(Self.large, as: id)
        #expect(try await place.store.open(id, sha256: object.sha256).size == object.size)
        #expect(try await place.contents() == ["quarantine/\(id)"])
    }

    @Test(arguments: ["PUT", "GET", "DELETE", "HEAD"], [FaultyService.Fault.Action.lose, .drop, .answer])
    func triesAgain(method: String, action: FaultyService.Fault.Action) async throws {
        let place = try await place(.init(action: action, method: method, times: 2))
        let object = try await place.put([1, 2, 3], as: id)
        try await place.store.release(id)
        try await place.store.release(id)
        #expect(try await place.store.open(id, sha256: object.sha256).contents() == [1, 2, 3])
        try await place.store.destroy(id)
        #expect(try await place.contents().isEmpty)
    }

    @Test func readsOnWhereTheConnectionBroke() async throws {
        let place = try await place(.init(action: .cut, method: "GET", times: 3))
        let bytes = distinctBytes(3_000_000)
        let object = try await place.put(bytes, as: id)
        #expect(try await place.store.open(id, sha256: object.sha256).contents() == bytes)
    }

    @Test(arguments: [
        ("PUT", "<Error><Code>QuotaExceeded</Code></Error>", 403, ObjectStoreError.Code.full),
        ("PUT", "", 507, .full), ("PUT", "<Error><Code>AccessDenied</Code></Error>", 403, .unusable),
        ("PUT", "<Error><Code>RequestTimeTooSkewed</Code></Error>", 403, .unusable),
        ("PUT", "<Error><Code>SlowDown</Code></Error>", 503, .failed), ("PUT", "<!DOCTYPE a><a>", 500, .failed),
    ])
    func refusesWhatTheServiceRefuses(_ method: String, _ body: String, _ status: Int, _ code: ObjectStoreError.Code) async throws {
        let place = try await place(.init(action: .answer, method: method, times: .max, status: status, body: body))
        for size in [3, 12 << 20] {
            let error = await #expect(throws: ObjectStoreError.self) {
                try await place.put([UInt8](repeating: 1, count: size), as: id)
            }
            #expect(error?.code == code)
            try await place.becomes([])
        }
    }

    /// A long operation is answered before it ends: its error comes with a good status.
    @Test(arguments: [
        ("PUT", "<Error><Code>InternalError</Code></Error>"), ("PUT", "<html>hello</html>"), ("PUT", ""),
        ("PUT", "<CopyObjectResult/>"),
    ])
    func isNotDeceivedByAGoodStatus(_ method: String, _ body: String) async throws {
        let place = try await StoreBuckets()
        _ = try await place.put([1], as: id)
        let liar = try await FaultyService(
            before: place.ceph.url, [.init(action: .answer, method: method, times: .max, status: 200, body: body)])
        let store = try place.store(at: liar.url)
        await #expect(throws: ObjectStoreError.self) { try await store.release(id) }
        #expect(try await place.contents() == ["quarantine/\(id)"])
    }

    /// Whoever fetches a file tries again under the same name; nothing that clears up behind the first attempt may find the second one's.
    @Test func leavesWhatIsWrittenAgainAfterAFailure() async throws {
        let faults: [FaultyService.Fault] = [
            .init(action: .answer, method: "PUT", status: 403, body: "<Error><Code>AccessDenied</Code></Error>"),
            .init(action: .late, method: "DELETE"),
        ]
        let place = try await StoreBuckets(behind: FaultyService(before: CephGateway.shared().url, faults))
        await #expect(throws: ObjectStoreError.self) { try await place.put([1], as: id) }
        let object = try await place.put([1, 2, 3], as: id)
        // Waits for what goes on behind the callers' backs.
        _ = try await place.store.removeUnfinished()
        #expect(try await place.store.open(id, sha256: object.sha256).contents() == [1, 2, 3])
    }

    @Test func goesOnAfterACrashBetweenCopyAndDeletion() async throws {
        let place = try await place(.init(action: .drop, method: "DELETE", times: .max))
        _ = try await place.put([1], as: id)
        await #expect(throws: ObjectStoreError.self) { try await place.store.release(id) }
        #expect(try await place.contents() == ["quarantine/\(id)", "safe/\(id)"])
        try await place.reopened().release(id)
        #expect(try await place.contents() == ["safe/\(id)"])
    }

    @Test func noticesWhenTheBytesAreOthers() async throws {
        let place = try await StoreBuckets()
        let object = try await place.put([1, 2, 3], as: id)
        try await place.plant(id.description)
        let error = await #expect(throws: ObjectStoreError.self) { try await place.store.open(id, sha256: object.sha256) }
        #expect(error?.code == .corrupt)
    }

    @Test func saysThatABucketWithVersionsDestroysNothing() async throws {
        let place = try await StoreBuckets()
        try await place.keepVersions()
        _ = try await place.put([1], as: id)
        let error = await #expect(throws: ObjectStoreError.self) { try await place.store.destroy(id) }
        #expect(error?.code == .unusable && error?.description.contains("versioning") == true)
    }

    @Test func takesNoNewObjectWhenTheScratchFolderIsFull() async throws {
        let place = try await StoreBuckets()
        let store = try place.store(reserve: .max)
        #expect(try #require(throws: ObjectStoreError.self) { try store.create(id) }.code == .full)
        await #expect(throws: ObjectStoreError.self) { try await store.check() }
    }

    @Test func leavesUploadsAndObjectsOfOtherProcessesAlone() async throws {
        let place = try await StoreBuckets()
        _ = try await place.put([1], as: id)
        let writer = try place.store.create(identifier(2))
        try writer.write(Self.large)
        try await place.becomes(["incoming/\(identifier(2))", "quarantine/\(id)"])
        let other = try place.store(settled: .seconds(3600))
        #expect(try await other.removeUnfinished() == 0)
        #expect(try await other.quarantined().reduce(into: []) { $0 += $1 }.isEmpty)
        _ = try await writer.publish()
        #expect(try await place.contents() == ["quarantine/\(id)", "quarantine/\(identifier(2))"])
    }

    /// The gateway of the service is killed (SIGKILL) in the middle of an upload and of a release, and comes back.
    @Test func losesNothingWhenTheServiceIsKilled() async throws {
        let gateway = try await MortalGateway(.shared())
        let place = try await StoreBuckets(at: gateway.url)
        let held = try await place.put(Self.large, as: id)
        let writer = try place.store.create(identifier(2))
        try writer.write(Self.large)
        gateway.kill()
        await #expect(throws: ObjectStoreError.self) { try await writer.publish() }
        for action in [place.store.release, place.store.destroy] {
            let error = await #expect(throws: ObjectStoreError.self) { try await action(id) }
            #expect(error?.code == .failed)
        }
        await #expect(throws: ObjectStoreError.self) { try await place.store.open(id, sha256: held.sha256) }
        await #expect(throws: ObjectStoreError.self) { try await place.put([1], as: identifier(3)) }
        await #expect(throws: ObjectStoreError.self) { try await place.store.check() }
        try await gateway.start()
        #expect(try await place.store.open(id, sha256: held.sha256).size == held.size)
        try await place.store.release(id)
        _ = try await place.reopened().removeUnfinished()
        #expect(try await place.contents() == ["safe/\(id)"])
        let again = try await place.put(Self.large, as: identifier(2))
        #expect(try await place.store.open(identifier(2), sha256: again.sha256).size == again.size)
    }
}
