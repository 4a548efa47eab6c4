import Foundation
import TestSupport
import Testing

@testable import FileIO

@Suite struct FileTests {
    private let folder: TestFolder
    private let directory: Directory

    init() throws {
        folder = try TestFolder()
        directory = try Directory(path: folder.path)
    }

    @Test func writesPieceByPieceAndReadsAnywhere() throws {
        let writer = try directory.create("a")
        for piece in ["", "one ", "two ", "three"] { try writer.write(piece) }
        try writer.sync()
        let file = try directory.open("a")
        #expect(file.size == 13)
        #expect(try file.read(upTo: 3, at: 4) == Array("two".utf8))
        #expect(try file.read(upTo: 100, at: 8) == Array("three".utf8))
        #expect(try file.read(upTo: 10, at: 13).isEmpty)
        #expect(try OpenFile(path: folder.path + "/a").read(upTo: 3, at: 0) == Array("one".utf8))
    }

    @Test func closesItsDescriptorWithTheLastReference() throws {
        _ = try directory.create("a")
        var file: OpenFile? = try directory.open("a")
        let path = "/proc/self/fd/\(try #require(file).descriptor)"
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path).hasSuffix("/a"))
        file = nil
        // The number may be another test's by now, but not this file's.
        let now = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
        #expect(now != folder.path + "/a")
    }

    @Test func saysWhenNoSpaceIsLeft() throws {
        // The device on which every write finds the disk full.
        let writer = FileWriter(owning: unsafe open("/dev/full", O_WRONLY), path: "/dev/full")
        #expect(try #require(throws: FileError.self) { try writer.write("x") }.code == .noSpace)
    }

    @Test func writesMoreThanOneCallTakes() async {
        await #expect(processExitsWith: .success) {
            // A file size limit cuts the write in two: the first part is taken, the rest refused.
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 1000, rlim_max: rlim_t.max)
            try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            let folder = try TestFolder()
            let directory = try Directory(path: folder.path)
            let writer = try directory.create("a")
            let error = try #require(throws: FileError.self) { try writer.write(String(repeating: "x", count: 1500)) }
            #expect(error.code == .noSpace)
            #expect(try directory.open("a").size == 1000)
        }
    }
}
