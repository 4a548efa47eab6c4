import FileIO
import Foundation
import TestSupport
import Testing

@Suite struct DirectoryTests {
    private let folder: TestFolder
    private let directory: Directory

    init() throws {
        folder = try TestFolder()
        directory = try Directory(path: folder.path)
    }

    @Test func makesFoldersAndFilesForItsUserAlone() throws {
        _ = try Directory(path: folder.path + "/a/b").folder("c").create("file")
        for name in ["a", "a/b", "a/b/c"] { #expect(try folder.permissions(of: name) == 0o700) }
        #expect(try folder.permissions(of: "a/b/c/file") == 0o600)
    }

    @Test(arguments: [0o770, 0o707, 0o777, 0o1777])
    func refusesFoldersThatOthersCanWriteTo(mode: Int) throws {
        _ = try directory.folder("open")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path + "/open")
        #expect(throws: FileError.self) { try directory.folder("open") }
        let error = #expect(throws: FileError.self) { try Directory(path: folder.path + "/open") }
        #expect(error?.code == .exposed)
    }

    @Test(arguments: ["", ".", "..", "a/b", "/etc", "../a", "a\0b"])
    func refusesNamesThatAreNoSingleComponent(name: String) throws {
        let attempts: [() throws -> Void] = [
            { _ = try directory.create(name) }, { _ = try directory.open(name) }, { _ = try directory.folder(name) },
            { _ = try directory.remove(name) }, { try directory.move(name, to: directory, as: "x") },
            { try directory.move("x", to: directory, as: name) },
        ]
        for attempt in attempts { #expect(try #require(throws: FileError.self, performing: attempt).code == .invalidName) }
    }

    @Test func followsNoSymbolicLink() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/elsewhere", withIntermediateDirectories: false)
        try Data("secret".utf8).write(to: URL(fileURLWithPath: folder.path + "/target"))
        for (link, target) in [("file", "target"), ("nowhere", "absent"), ("inner", "elsewhere")] {
            try FileManager.default.createSymbolicLink(atPath: folder.path + "/" + link, withDestinationPath: target)
        }
        #expect(try #require(throws: FileError.self) { try directory.open("file") }.code == .wrongKind)
        #expect(try #require(throws: FileError.self) { try directory.create("file") }.code == .exists)
        #expect(try #require(throws: FileError.self) { try directory.create("nowhere") }.code == .exists)
        #expect(try #require(throws: FileError.self) { try directory.folder("inner") }.code == .wrongKind)
        #expect(try folder.contents(of: "target") == Array("secret".utf8))
    }

    @Test func opensNothingButRegularFiles() throws {
        _ = try directory.folder("inner")
        try #require(unsafe mkfifo(folder.path + "/pipe", 0o600) == 0)
        #expect(try #require(throws: FileError.self) { try directory.open("inner") }.code == .wrongKind)
        #expect(try #require(throws: FileError.self) { try directory.open("pipe") }.code == .wrongKind)
        #expect(try #require(throws: FileError.self) { try directory.open("absent") }.code == .notFound)
        #expect(try #require(throws: FileError.self) { try OpenFile(path: "/dev/zero") }.code == .wrongKind)
    }

    @Test func movesFilesInOneStepOverWhatIsThere() throws {
        let other = try directory.folder("other")
        try directory.create("a").write("new")
        try other.create("b").write("old")
        try directory.move("a", to: other, as: "b")
        #expect(try folder.contents(of: "other/b") == Array("new".utf8))
        #expect(try #require(throws: FileError.self) { try directory.move("a", to: other, as: "b") }.code == .notFound)
        try directory.sync()
        try other.sync()
    }

    @Test func removesFilesAndSaysWhetherTheyWereThere() throws {
        _ = try directory.create("a")
        #expect(try directory.remove("a"))
        #expect(try !directory.remove("a"))
    }

    @Test func listsInPagesEveryNameOnce() throws {
        let names = (0..<250).map { "file-\($0)" }
        for name in names { _ = try directory.create(name) }
        let listing = try directory.list()
        var pages: [[String]] = []
        repeat { pages.append(try listing.next(upTo: 100)) } while pages.last?.isEmpty == false
        #expect(pages.map(\.count) == [100, 100, 50, 0])
        #expect(pages.joined().sorted() == names.sorted())
    }

    @Test func knowsTheFreeSpace() throws {
        #expect(try directory.freeBytes() > 0)
    }

    @Test func staysInItsFolderWhenThePathIsGivenAway() throws {
        let inner = try directory.folder("inner")
        try FileManager.default.moveItem(atPath: folder.path + "/inner", toPath: folder.path + "/moved")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/inner", withDestinationPath: "/")
        _ = try inner.create("file")
        #expect(FileManager.default.fileExists(atPath: folder.path + "/moved/file"))
    }

    @Test func saysWhatFailedWhereAndWhatToDo() throws {
        let error = try #require(throws: FileError.self) { try directory.open("absent") }
        #expect(
            error.description == "Could not open \(folder.path)/absent: there is nothing of that name; check the path (error 2).")
    }
}
