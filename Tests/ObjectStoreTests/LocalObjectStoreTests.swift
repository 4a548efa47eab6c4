import Attachments
import FileIO
import Foundation
import ObjectStore
import Testing

@Suite struct LocalObjectStoreTests {
    private let folder: StoreFolder
    private var store: LocalObjectStore { folder.store }
    private let id = identifier(1)

    init() throws { folder = try StoreFolder() }

    @Test func tellsSizeAndDigestOfWhatItPublished() async throws {
        let writer = try store.create(id)
        for piece in ["a", "b", "", "c"] { try writer.write(Array(piece.utf8)) }
        let object = try await writer.publish()
        #expect(object.size == 3)
        #expect(object.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try await store.open(id).contents() == Array("abc".utf8))
        #expect(try folder.files() == ["quarantine/\(id)"])
    }

    @Test func hidesWhatIsNotPublished() async throws {
        let writer = try store.create(id)
        try writer.write(Array("abc".utf8))
        #expect(try folder.files() == ["quarantine/incoming/\(id)"])
        #expect(try await folder.quarantined().isEmpty)
        await #expect(throws: ObjectStoreError.self) { try await store.open(id) }
        _ = try await writer.publish()
        #expect(try await folder.quarantined() == [id])
        await #expect(throws: ObjectStoreError.self) { try await store.openReleased(id) }
    }

    @Test func leavesNothingOfAWriterThatIsDiscardedOrDropped() throws {
        let writer = try store.create(id)
        try writer.write(Array("abc".utf8))
        writer.discard()
        #expect(try folder.files().isEmpty)
        do { try store.create(identifier(2)).write(Array("abc".utf8)) }
        #expect(try folder.files().isEmpty)
    }

    @Test func takesNoNewObjectIntoItsReserve() async throws {
        let writer = try store.create(id)
        let frugal = try LocalObjectStore(path: folder.path, reserve: .max)
        #expect(try #require(throws: ObjectStoreError.self) { try frugal.create(identifier(2)) }.code == .full)
        #expect(try folder.files() == ["quarantine/incoming/\(id)"])
        _ = try await writer.publish()
        try await frugal.release(id)
        #expect(try folder.files() == ["safe/\(id)"])
    }

    @Test func keepsAPublishedObjectWhateverBecomesOfItsWriter() async throws {
        var writer: (any QuarantineWriter)? = try store.create(id)
        _ = try await writer?.publish()
        writer?.discard()
        #expect(try #require(throws: ObjectStoreError.self) { try writer?.write([1]) }.code == .finished)
        let error = await #expect(throws: ObjectStoreError.self) { try await writer?.publish() }
        #expect(error?.code == .finished)
        writer = nil
        #expect(try folder.files() == ["quarantine/\(id)"])
    }

    @Test func releasesOnceAndForAll() async throws {
        _ = try await folder.put([1, 2], as: id)
        for _ in 0..<2 {
            try await store.release(id)
            #expect(try folder.files() == ["safe/\(id)"])
        }
        #expect(try await store.openReleased(id).contents() == [1, 2])
        #expect(try await store.open(id).contents() == [1, 2])
        #expect(try await folder.quarantined().isEmpty)
    }

    @Test func refusesToReleaseWhatIsNowhere() async throws {
        let error = await #expect(throws: ObjectStoreError.self) { try await store.release(id) }
        #expect(error?.code == .notFound)
    }

    @Test(arguments: [false, true])
    func destroysWhereverItIs(released: Bool) async throws {
        _ = try await folder.put([1], as: id)
        if released { try await store.release(id) }
        for _ in 0..<2 {
            try await store.destroy(id)
            #expect(try folder.files().isEmpty)
        }
        let error = await #expect(throws: ObjectStoreError.self) { try await store.open(id) }
        #expect(error?.code == .notFound)
    }

    @Test func findsAgainAfterAStartWhatWasPublishedAndRemovesTheRest() async throws {
        _ = try await folder.put([1], as: id)
        let unfinished = try [identifier(2), identifier(3)].map { try store.create($0) }
        for writer in unfinished { try writer.write([1]) }
        let restarted = try LocalObjectStore(path: folder.path)
        #expect(try await restarted.removeUnfinished() == 2)
        #expect(try await restarted.removeUnfinished() == 0)
        #expect(try folder.files() == ["quarantine/\(id)"])
        #expect(try await restarted.open(id).contents() == [1])
    }

    @Test func listsQuarantineInPagesAndPassesOverWhatIsNotOurs() async throws {
        let ids = (1...1500).map { identifier($0) }
        let quarantine = folder.path + "/quarantine/"
        for id in ids { #expect(FileManager.default.createFile(atPath: quarantine + id.description, contents: nil)) }
        #expect(FileManager.default.createFile(atPath: quarantine + "notes.txt", contents: nil))
        let pages = try await store.quarantined().reduce(into: []) { $0.append($1.count) }
        #expect(pages.count == 2 && pages.reduce(0, +) == 1500)
        #expect(try await folder.quarantined() == ids)
    }

    @Test func takesSixtyFourWritersAtOnce() async throws {
        let objects = try await withThrowingTaskGroup(of: (AttachmentID, StoredObject).self) { group in
            for number in 1...64 {
                group.addTask {
                    let bytes = [UInt8](repeating: UInt8(number), count: 10_000)
                    let writer = try store.create(identifier(UInt64(number)))
                    for start in stride(from: 0, to: 10_000, by: 1000) { try writer.write(Array(bytes[start..<start + 1000])) }
                    return (identifier(UInt64(number)), try await writer.publish())
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(objects.count == 64)
        #expect(Set(objects.values.map(\.sha256)).count == 64)
        for number in 1...64 {
            let bytes = try await store.open(identifier(UInt64(number))).contents()
            #expect(bytes == [UInt8](repeating: UInt8(number), count: 10_000))
        }
    }

    @Test func isForItsUserAlone() async throws {
        _ = try await folder.put([1], as: id)
        for (name, mode) in [
            ("", 0o700), ("/quarantine", 0o700), ("/quarantine/incoming", 0o700), ("/safe", 0o700), ("/quarantine/\(id)", 0o600),
        ] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + name)
            #expect(attributes[.posixPermissions] as? Int == mode, "\(name)")
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path + "/safe")
        let error = #expect(throws: ObjectStoreError.self) { try LocalObjectStore(path: folder.path) }
        #expect(error?.code == .unusable)
    }

    @Test func isNotLedAstrayByPlantedLinks() async throws {
        let secret = folder.path + "/secret"
        #expect(FileManager.default.createFile(atPath: secret, contents: Data("secret".utf8)))
        for place in ["quarantine/incoming/\(id)", "quarantine/\(identifier(2))", "safe/\(identifier(2))"] {
            try FileManager.default.createSymbolicLink(atPath: folder.path + "/" + place, withDestinationPath: secret)
        }
        #expect(try #require(throws: ObjectStoreError.self) { try store.create(id) }.code == .exists)
        let error = await #expect(throws: ObjectStoreError.self) { try await store.open(identifier(2)) }
        #expect(error?.code == .unusable)
        _ = try await folder.put([1], as: identifier(2))
        try await store.release(identifier(2))
        #expect(try await store.openReleased(identifier(2)).contents() == [1])
        #expect(FileManager.default.contents(atPath: secret) == Data("secret".utf8))
    }
}
