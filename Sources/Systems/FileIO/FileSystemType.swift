internal import Glibc

/// What kind of file system a folder lies on, by the kernel's name for it: `ext4`, `nfs4`, `fuse.sshfs`.
public struct FileSystemType: Sendable, Hashable, CustomStringConvertible {
    /// The kernel's name.
    public let description: String

    /// Names a type.
    public init(_ name: String) { description = name }

    /// The type of the file system that a folder, or what there is of the folders above it, lies on; `nil` where the kernel does not say.
    ///
    /// By the table of mounts (proc(5), `/proc/PID/mountinfo`): statfs(2) has one number for every file system in user space.
    public static func of(_ folder: String) -> FileSystemType? {
        var path = folder
        var status = stat()
        while unsafe stat(path, &status) != 0 {
            guard let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
        guard let mounts = mounts() else { return nil }
        return FileSystemType(device: "\(major(status.st_dev)):\(minor(status.st_dev))", in: mounts)
    }

    /// Finds a device in a table of mounts; pure.
    package init?(device: String, in mounts: String) {
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2, fields[2] == device, let mark = fields.firstIndex(of: "-"), mark + 1 < fields.endIndex else {
                continue
            }
            self.init(String(fields[mark + 1]))
            return
        }
        return nil
    }

    /// Whether other machines can have the same files open, so that locks and shared memory do not hold what SQLite needs of them
    /// (sqlite.org, "Write-Ahead Logging", "How To Corrupt An SQLite Database File").
    public var isNetwork: Bool {
        let name = description.hasPrefix("fuse.") ? String(description.dropFirst(5)) : description
        return Self.network.contains(name)
    }

    /// Names that Linux and common programs in user space have.
    private static let network: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "smbnetfs", "ceph", "ceph-fuse", "afs", "coda", "gfs2", "ocfs2", "lustre", "beegfs",
        "gpfs",
        "glusterfs", "sshfs", "davfs", "davfs2", "curlftpfs", "s3fs", "goofys", "mountpoint-s3", "rclone", "gcsfuse", "blobfuse",
        "blobfuse2", "juicefs",
    ]

    // st_dev as glibc makes it (makedev(3)).
    private static func major(_ device: dev_t) -> dev_t { (device >> 8) & 0xfff | (device >> 32) & ~0xfff }
    private static func minor(_ device: dev_t) -> dev_t { device & 0xff | (device >> 12) & ~0xff }

    private static func mounts() -> String? {
        guard let descriptor = try? openDescriptor("/proc/self/mountinfo", O_RDONLY, .open, path: "/proc/self/mountinfo") else {
            return nil
        }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        // What a kernel lists is bounded, and what is beyond is not looked at.
        while text.count < 16 << 20 {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            text += piece[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
