import Attachments
import FileIO
import Foundation
import Synchronization
import Testing

@testable import ObjectStore

/// The reserve of free space while bytes arrive, on a volume that is as full as the test says.
@Suite struct FreeSpaceTests {
    /// A file system's free space.
    private final class Volume: Sendable {
        private let free: Mutex<Int64>
        private let looks = Atomic(0)

        init(free: Int64) { self.free = Mutex(free) }

        var freeBytes: Int64 { free.withLock { $0 } }
        var timesAsked: Int { looks.load(ordering: .relaxed) }

        func measure() -> Int64 {
            looks.add(1, ordering: .relaxed)
            return freeBytes
        }

        func fill(_ count: Int64) { free.withLock { $0 -= count } }
    }

    private static let reserve: Int64 = 10 << 20

    private func space(on volume: Volume) -> FreeSpace {
        FreeSpace(path: "/volume", reserve: Self.reserve) { () throws(FileError) in volume.measure() }
    }

    private static func write(_ count: Int, to volume: Volume, _ share: inout SpaceShare) throws(ObjectStoreError) {
        try share.use(count) { () throws(FileError) in volume.fill(Int64(count)) }
    }

    /// Why one of so many writes failed.
    private static func failure(
        of writes: Int, writing count: Int, to volume: Volume, _ share: inout SpaceShare
    ) -> ObjectStoreError.Code? {
        do throws(ObjectStoreError) {
            for _ in 0..<writes { try write(count, to: volume, &share) }
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: [1, 1000, 65_536, 1 << 20]) func leavesTheReserveHoweverManyWrite(_ piece: Int) async throws {
        let volume = Volume(free: Self.reserve + (40 << 20) + 12_345)
        let space = space(on: volume)
        let codes = await withTaskGroup { group in
            for _ in 0..<16 {
                group.addTask {
                    var share = SpaceShare(of: space)
                    return Self.failure(of: (64 << 20) / max(piece, 4096), writing: piece, to: volume, &share)
                }
            }
            return await group.reduce(into: [ObjectStoreError.Code?]()) { $0.append($1) }
        }
        #expect(volume.freeBytes >= Self.reserve)
        // What no writer got is less than what each may have in hand.
        if piece >= 4096 {
            #expect(codes.allSatisfy { $0 == .full })
            #expect(volume.freeBytes < Self.reserve + 16 * max(FreeSpace.stride, Int64(piece)))
        }
    }

    @Test func looksAtTheFileSystemSeldom() throws {
        let volume = Volume(free: 1 << 40)
        var share = SpaceShare(of: space(on: volume))
        for _ in 0..<1024 { try Self.write(65_536, to: volume, &share) }
        #expect(volume.timesAsked <= 64 / 16 + 1)
    }

    @Test func seesWhatOthersHaveWritten() throws {
        let volume = Volume(free: 1 << 40)
        var share = SpaceShare(of: space(on: volume))
        try Self.write(65_536, to: volume, &share)
        volume.fill(volume.freeBytes - Self.reserve)
        #expect(Self.failure(of: 1024, writing: 65_536, to: volume, &share) == .full)
        #expect(volume.freeBytes >= Self.reserve - FreeSpace.refreshInterval)
    }

    @Test func goesOnWhenThereIsRoomAgainAndGivesBackWhatAWriterLeft() throws {
        let volume = Volume(free: Self.reserve + FreeSpace.stride)
        let space = space(on: volume)
        do {
            var share = SpaceShare(of: space)
            try Self.write(1, to: volume, &share)
            #expect(throws: ObjectStoreError.self) { try space.check() }
        }
        try space.check()
        var share = SpaceShare(of: space)
        #expect(Self.failure(of: 1, writing: 1 << 20, to: volume, &share) == .full)
        volume.fill(-(2 << 20))
        try Self.write(1 << 20, to: volume, &share)
    }

    // MARK: Stores

    @Test func theLocalStoreLeavesTheReserveWhileBytesArriveAndRemovesThem() throws {
        let folder = try StoreFolder()
        let volume = Volume(free: Self.reserve + (1 << 20))
        let store = try LocalObjectStore(path: folder.path, threads: 1, reserve: Self.reserve) { volume.measure() }
        let writer = try store.create(identifier(1))
        let piece = [UInt8](repeating: 1, count: 65_536)
        let error = #expect(throws: ObjectStoreError.self) {
            for _ in 0..<64 {
                try unsafe writer.write(piece.span.bytes)
                volume.fill(Int64(piece.count))
            }
        }
        #expect(error?.code == .full)
        #expect(volume.freeBytes >= Self.reserve)
        #expect(try folder.files().isEmpty)
    }

    @Test func theLocalStorePublishesNothingIntoTheReserve() async throws {
        let folder = try StoreFolder()
        let volume = Volume(free: Self.reserve + (1 << 20))
        let store = try LocalObjectStore(path: folder.path, threads: 1, reserve: Self.reserve) { volume.measure() }
        let writer = try store.create(identifier(1))
        try unsafe writer.write([1, 2, 3].span.bytes)
        volume.fill(1 << 20)
        let error = await #expect(throws: ObjectStoreError.self) { try await writer.publish() }
        #expect(error?.code == .full)
        await #expect(throws: ObjectStoreError.self) { try await store.check() }
        #expect(try folder.files().isEmpty)
    }

    @Test func partsOnTheirWayToAServiceLeaveTheReserve() throws {
        let folder = try StoreFolder()
        let volume = Volume(free: Self.reserve + (1 << 20))
        let scratch = try ScratchFolder(path: folder.path + "/scratch") { _ in space(on: volume) }
        var part = try PartSpool(in: scratch)
        let fetched = try FetchedFile(in: scratch)
        let piece = [UInt8](repeating: 1, count: 65_536)
        var code: ObjectStoreError.Code?
        do throws(ObjectStoreError) {
            for _ in 0..<64 {
                try unsafe part.append(piece.span.bytes)
                volume.fill(Int64(piece.count))
                try fetched.append(piece)
                volume.fill(Int64(piece.count))
            }
        } catch {
            code = error.code
        }
        #expect(code == .full)
        #expect(volume.freeBytes >= Self.reserve)
    }
}
