import Attachments
import Foundation
import ObjectStore

/// A store in a folder of its own, removed with everything in it when the test ends.
final class StoreFolder: StorePlace {
    let path: String
    let local: LocalObjectStore
    var store: any ObjectStore { local }

    init() throws {
        path = NSTemporaryDirectory() + "lazaret-" + UUID().uuidString
        local = try LocalObjectStore(path: path)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("\(path) stays: \(error)") }
    }

    func reopened() throws -> any ObjectStore { try LocalObjectStore(path: path) }

    func contents() throws -> [String] {
        try files().map { $0.replacing("quarantine/incoming/", with: "incoming/") }.sorted()
    }

    func plant(_ name: String) throws {
        guard FileManager.default.createFile(atPath: path + "/quarantine/" + name, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    /// Every file in the store, by its path in it.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            ["quarantine", "quarantine/incoming", "safe"].contains(name) == false
        }.sorted()
    }
}
