import FileIO
import TestSupport
import Testing

@Suite struct FileSystemTypeTests {
    /// As proc(5) shows it: optional fields before the dash, and escaped blanks.
    private static let mounts = """
        22 27 0:21 / /proc rw,relatime - proc proc rw
        27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
        40 27 0:45 / /srv/a\\040b rw,relatime shared:20 master:3 - nfs4 files.example.com:/srv rw,vers=4.2
        41 27 0:46 / /mnt/x rw,nosuid - fuse.sshfs anna@example.com: rw,user_id=0
        42 27 0:47 / /mnt/broken rw
        """

    @Test(arguments: [
        ("254:0", "ext4", false), ("0:45", "nfs4", true), ("0:46", "fuse.sshfs", true), ("0:21", "proc", false),
    ])
    func isReadFromTheTableOfMounts(_ device: String, _ name: String, _ isNetwork: Bool) {
        let type = FileSystemType(device: device, in: Self.mounts)
        #expect(type?.description == name && type?.isNetwork == isNetwork)
    }

    @Test(arguments: ["0:47", "0:4", "", "9:9"]) func isNotGuessed(_ device: String) {
        #expect(FileSystemType(device: device, in: Self.mounts) == nil)
    }

    @Test(arguments: ["nfs", "cifs", "smb3", "ceph", "fuse.ceph-fuse", "fuse.glusterfs", "fuse.s3fs", "lustre"])
    func knowsThoseOfTheNetwork(_ name: String) {
        #expect(FileSystemType(name).isNetwork)
    }

    @Test(arguments: ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "fuse.ntfs-3g", "9p"])
    func leavesThoseOfThisMachineAlone(_ name: String) {
        #expect(!FileSystemType(name).isNetwork)
    }

    @Test func looksAboveAFolderThatIsNotThere() throws {
        let folder = try TestFolder()
        #expect(FileSystemType.of(folder.path + "/not/made/yet") == FileSystemType.of(folder.path))
        #expect(FileSystemType.of("/proc")?.description == "proc")
    }
}
