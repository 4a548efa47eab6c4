import Attachments
import FileIO
import ObjectStore
import Testing

/// What every store does.
struct ObjectStoreTests {
    private let id = identifier(1)

    @Test(arguments: StoreKind.allCases)
    func tellsSizeAndDigestOfWhatItPublished(kind: StoreKind) async throws {
        let place = try await kind.place()
        let writer = try place.store.create(id)
        for piece in ["a", "b", "", "c"] { try writer.write(Array(piece.utf8)) }
        let object = try await writer.publish()
        #expect(object.size == 3)
        #expect(object.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try await place.store.open(id, sha256: object.sha256).contents() == Array("abc".utf8))
        #expect(try await place.contents() == ["quarantine/\(id)"])
    }

    @Test(arguments: StoreKind.allCases)
    func hidesWhatIsNotPublished(kind: StoreKind) async throws {
        let place = try await kind.place()
        let writer = try place.store.create(id)
        try writer.write(Array("abc".utf8))
        #expect(try await place.quarantined().isEmpty)
        await #expect(throws: ObjectStoreError.self) { try await place.store.open(id, sha256: digest(of: [1])) }
        _ = try await writer.publish()
        #expect(try await place.quarantined() == [id])
        await #expect(throws: ObjectStoreError.self) {
            try await place.store.openReleased(id, sha256: digest(of: Array("abc".utf8)))
        }
    }

    @Test(arguments: StoreKind.allCases, [3, 12 << 20])
    func leavesNothingOfAWriterThatIsDiscardedOrDropped(kind: StoreKind, size: Int) async throws {
        let place = try await kind.place()
        func begin(_ id: AttachmentID) async throws -> any QuarantineWriter {
            let writer = try place.store.create(id)
            try writer.write([UInt8](repeating: 1, count: size))
            // S3 is told of a large one, behind the writer's back; before it is there, that it goes could not be seen.
            try await place.becomes(kind == .local || size > 5 << 20 ? ["incoming/\(id)"] : [])
            return writer
        }
        try await begin(id).discard()
        try await place.becomes([])
        _ = try await begin(identifier(2))
        try await place.becomes([])
    }

    @Test(arguments: StoreKind.allCases)
    func keepsAPublishedObjectWhateverBecomesOfItsWriter(kind: StoreKind) async throws {
        let place = try await kind.place()
        var writer: (any QuarantineWriter)? = try place.store.create(id)
        _ = try await writer?.publish()
        writer?.discard()
        #expect(try #require(throws: ObjectStoreError.self) { try writer?.write([1]) }.code == .finished)
        let error = await #expect(throws: ObjectStoreError.self) { try await writer?.publish() }
        #expect(error?.code == .finished)
        writer = nil
        #expect(try await place.contents() == ["quarantine/\(id)"])
    }

    @Test(arguments: StoreKind.allCases)
    func releasesOnceAndForAll(kind: StoreKind) async throws {
        let place = try await kind.place()
        _ = try await place.put([1, 2], as: id)
        for _ in 0..<2 {
            try await place.store.release(id)
            #expect(try await place.contents() == ["safe/\(id)"])
        }
        #expect(try await place.store.openReleased(id, sha256: digest(of: [1, 2])).contents() == [1, 2])
        #expect(try await place.store.open(id, sha256: digest(of: [1, 2])).contents() == [1, 2])
        #expect(try await place.quarantined().isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func refusesToReleaseWhatIsNowhere(kind: StoreKind) async throws {
        let place = try await kind.place()
        let error = await #expect(throws: ObjectStoreError.self) { try await place.store.release(id) }
        #expect(error?.code == .notFound)
    }

    @Test(arguments: StoreKind.allCases, [false, true])
    func destroysWhereverItIs(kind: StoreKind, released: Bool) async throws {
        let place = try await kind.place()
        _ = try await place.put([1], as: id)
        if released { try await place.store.release(id) }
        for _ in 0..<2 {
            try await place.store.destroy(id)
            #expect(try await place.contents().isEmpty)
        }
        let error = await #expect(throws: ObjectStoreError.self) { try await place.store.open(id, sha256: digest(of: [1])) }
        #expect(error?.code == .notFound)
    }

    @Test(arguments: StoreKind.allCases)
    func findsAgainAfterAStartWhatWasPublishedAndRemovesTheRest(kind: StoreKind) async throws {
        let place = try await kind.place()
        _ = try await place.put([1], as: id)
        let unfinished = try [identifier(2), identifier(3)].map { try place.store.create($0) }
        for writer in unfinished { try writer.write([UInt8](repeating: 1, count: 6 << 20)) }
        try await place.becomes(["incoming/\(identifier(2))", "incoming/\(identifier(3))", "quarantine/\(id)"])
        let restarted = try await place.reopened()
        #expect(try await restarted.removeUnfinished() == 2)
        #expect(try await restarted.removeUnfinished() == 0)
        #expect(try await place.contents() == ["quarantine/\(id)"])
        #expect(try await restarted.open(id, sha256: digest(of: [1])).contents() == [1])
        withExtendedLifetime(unfinished) {}
    }

    @Test(arguments: StoreKind.allCases)
    func listsQuarantineInPagesAndPassesOverWhatIsNotOurs(kind: StoreKind) async throws {
        let place = try await kind.place()
        let ids = (1...1200).map { identifier($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, id) in ids.enumerated() {
                if index >= 16 { try await group.next() }
                group.addTask { try await place.plant(id.description) }
            }
            try await group.waitForAll()
        }
        try await place.plant("notes.txt")
        let pages = try await place.store.quarantined().reduce(into: []) { $0.append($1.count) }
        #expect(pages.count == 2 && pages.reduce(0, +) == 1200)
        #expect(try await place.quarantined() == ids)
    }

    @Test(arguments: StoreKind.allCases)
    func takesSixtyFourWritersAtOnce(kind: StoreKind) async throws {
        let place = try await kind.place()
        let objects = try await withThrowingTaskGroup(of: (AttachmentID, StoredObject).self) { group in
            for number in 1...64 {
                group.addTask {
                    let bytes = [UInt8](repeating: UInt8(number), count: 10_000)
                    let writer = try place.store.create(identifier(UInt64(number)))
                    for start in stride(from: 0, to: 10_000, by: 1000) { try writer.write(Array(bytes[start..<start + 1000])) }
                    return (identifier(UInt64(number)), try await writer.publish())
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(objects.count == 64)
        #expect(Set(objects.values.map(\.sha256)).count == 64)
        for number in 1...64 {
            let bytes = [UInt8](repeating: UInt8(number), count: 10_000)
            let file = try await place.store.open(identifier(UInt64(number)), sha256: digest(of: bytes))
            #expect(try file.contents() == bytes)
        }
    }

    /// Around the ends of parts, where a store in parts could lose or double something.
    @Test(arguments: StoreKind.allCases, [0, (5 << 20) - 1, 5 << 20, (5 << 20) + 1, 10 << 20, (11 << 20) + 7])
    func keepsEveryByte(kind: StoreKind, size: Int) async throws {
        let place = try await kind.place()
        let bytes = distinctBytes(size)
        let writer = try place.store.create(id)
        for start in stride(from: 0, to: size, by: 1_000_003) {
            try writer.write(Array(bytes[start..<min(size, start + 1_000_003)]))
        }
        let object = try await writer.publish()
        #expect(object.size == size)
        #expect(try await place.store.open(id, sha256: object.sha256).contents() == bytes)
        try await place.store.release(id)
        #expect(try await place.store.openReleased(id, sha256: object.sha256).contents() == bytes)
        #expect(try await place.contents() == ["safe/\(id)"])
    }

    @Test(arguments: StoreKind.allCases)
    func saysThatItIsReady(kind: StoreKind) async throws {
        let place = try await kind.place()
        try await place.store.check()
        #expect(try await place.contents().isEmpty)
    }
}
