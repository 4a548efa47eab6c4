import FileIO
import Foundation

/// Real files of many kinds, made once by Python's own libraries.
enum Fixtures {
    static func open(_ name: String) throws -> OpenFile {
        try OpenFile(path: folder.get().appending(path: name).path)
    }

    /// A file with these bytes, already without a name.
    static func file(_ bytes: [UInt8]) throws -> OpenFile {
        let path = FileManager.default.temporaryDirectory.appending(path: "inspection-\(UUID().uuidString)")
        try Data(bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        return try OpenFile(path: path.path)
    }

    /// Made at the first use, removed when the tests end.
    static let folder = Result {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(at: Fixtures.place) }
        guard let script = Bundle.module.path(forResource: "make_fixtures", ofType: "py") else {
            throw CocoaError(.fileNoSuchFile)
        }
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = [script, place.path]
        try python.run()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return place
    }

    private static let place = FileManager.default.temporaryDirectory.appending(path: "inspection-\(UUID().uuidString)")
}
