import Attachments
import FileIO
import Foundation
import ObjectStore
import Testing

/// What only the store in folders does.
@Suite struct LocalObjectStoreTests {
    private let folder: StoreFolder
    private var store: LocalObjectStore { folder.local }
    private let id = identifier(1)

    init() throws { folder = try StoreFolder() }

    @Test func takesNoNewObjectIntoItsReserve() async throws {
        let writer = try store.create(id)
        let frugal = try LocalObjectStore(path: folder.path, reserve: .max)
        #expect(try #require(throws: ObjectStoreError.self) { try frugal.create(identifier(2)) }.code == .full)
        #expect(try folder.files() == ["quarantine/incoming/\(id)"])
        _ = try await writer.publish()
        try await frugal.release(id)
        #expect(try folder.files() == ["safe/\(id)"])
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
        let error = await #expect(throws: ObjectStoreError.self) { try await store.open(identifier(2), sha256: digest(of: [1])) }
        #expect(error?.code == .unusable)
        _ = try await folder.put([1], as: identifier(2))
        try await store.release(identifier(2))
        #expect(try await store.openReleased(identifier(2), sha256: digest(of: [1])).contents() == [1])
        #expect(FileManager.default.contents(atPath: secret) == Data("secret".utf8))
    }
}
