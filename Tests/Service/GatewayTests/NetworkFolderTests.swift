import Application
import Configuration
import FileIO
import TestApplication
import TestSupport
import Testing

extension WithClamd {
    /// A state folder on another machine.
    struct NetworkFolderTests {
        private func start(on type: FileSystemType?) async throws {
            try await Site.run(works: false, changing: { $0.dependencies.fileSystem = { _ in type } }) { _ in }
        }

        @Test(arguments: ["nfs4", "cifs", "fuse.sshfs", "ceph"]) func theLedgersFileIsRefusedThere(_ name: String) async throws {
            let error = await #expect(throws: ApplicationError.self) { try await start(on: FileSystemType(name)) }
            #expect(error?.code == .configuration)
            #expect(error?.description.contains(name) == true && error?.description.contains("PostgreSQL") == true)
        }

        @Test(arguments: [nil, FileSystemType("ext4"), FileSystemType("overlay")])
        func theLedgersFileIsTakenElsewhere(_ type: FileSystemType?) async throws {
            try await start(on: type)
        }
    }
}
