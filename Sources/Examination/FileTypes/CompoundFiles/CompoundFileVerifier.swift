import Attachments

/// Compound files: the office documents of before 2007, messages, installers, and packages with a password.
enum CompoundFileVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _ proposals: Proposals) throws -> DetectedType? {
        guard bytes.has(CompoundFile.mark) else { return nil }
        guard let file = try CompoundFile(bytes) else { return DetectedType([unknown]) }
        if installers.contains(file.classID) { return DetectedType(["application/x-msi"]) }
        // [MS-OFFCRYPTO] sections 2.3.4 and 2.2: what is locked, by a password or by rights, may be a document of any kind.
        if ["EncryptedPackage", "\u{9}DRMContent"].contains(where: { file[$0] != nil }) {
            return DetectedType(["application/encrypted"] + proposals.inFront(lockable), isEncrypted: true)
        }
        guard let kind = kinds.first(where: { file[$0.stream] != nil }) else { return DetectedType([other(file)]) }
        return DetectedType([kind.type], isEncrypted: try kind.isLocked(file))
    }

    private static let unknown = "application/x-ole-storage"

    /// 000C1084, 000C1086 and 000C1082-0000-0000-C000-000000000046: packages, patches and transforms of Windows Installer.
    private static let installers: [[UInt8]] = [0x84, 0x86, 0x82].map {
        [$0, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]
    }

    /// Office's own documents; the old names too, for Office opens what is locked under any of them.
    private static let lockable = MediaTypes.all.map(\.name).filter {
        ["application/vnd.openxmlformats", "application/vnd.ms-word", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"]
            .contains(where: $0.hasPrefix) || $0 == "application/msword"
    }

    /// A stream by which a kind of document is known, and how it says that it is locked.
    private struct Kind {
        let stream: String
        let type: String
        var isLocked: @Sendable (CompoundFile) throws -> Bool = { _ in false }
    }

    private static let kinds = [
        Kind(stream: "WordDocument", type: "application/msword", isLocked: isLockedDocument),
        Kind(stream: "Workbook", type: "application/vnd.ms-excel") { try isLockedWorkbook($0, "Workbook") },
        Kind(stream: "Book", type: "application/vnd.ms-excel") { try isLockedWorkbook($0, "Book") },
        Kind(stream: "PowerPoint Document", type: "application/vnd.ms-powerpoint", isLocked: isLockedPresentation),
        Kind(stream: "VisioDocument", type: "application/vnd.visio"),
        Kind(stream: "Quill", type: "application/vnd.ms-publisher"),
        Kind(stream: "__properties_version1.0", type: "application/vnd.ms-outlook"),
        Kind(stream: "BodyText", type: "application/x-hwp") {
            try $0.firstBytes("FileHeader", 40).little(1, at: 36).map { $0 & 2 != 0 } ?? false
        },
        Kind(stream: "MatOST", type: "application/vnd.ms-works"),
        Kind(stream: "MM", type: "application/vnd.ms-works"),
    ]

    /// Project's streams have the version's number in their names.
    private static func other(_ file: CompoundFile) -> String {
        ["Props9", "Props12", "Props14"].contains { file[$0] != nil } ? "application/vnd.ms-project" : unknown
    }

    // MARK: Passwords

    /// `fEncrypted` of the document's first block ([MS-DOC] section 2.5.2).
    @Sendable private static func isLockedDocument(_ file: CompoundFile) throws -> Bool {
        let block = try file.firstBytes("WordDocument", 32)
        return [0xA5EC, 0xA5DC].contains(block.little(2, at: 0)) && block.little(2, at: 10).map { $0 & 0x100 != 0 } ?? false
    }

    /// A record `FilePass` near the start ([MS-XLS] section 2.4.117).
    private static func isLockedWorkbook(_ file: CompoundFile, _ stream: String) throws -> Bool {
        let records = try file.firstBytes(stream, 4096)
        var place = 0
        while let kind = records.little(2, at: place), let length = records.little(2, at: place + 2) {
            if kind == 0x2F { return true }
            // Sheets come behind what is said of the whole.
            if kind == 0x85 || kind == 0x0A { return false }
            place += 4 + length
        }
        return false
    }

    /// The token of the user's record ([MS-PPT] section 2.3.2).
    @Sendable private static func isLockedPresentation(_ file: CompoundFile) throws -> Bool {
        try file.firstBytes("Current User", 16).little(4, at: 12) == 0xF3D1_C4DF
    }
}

extension CompoundFile {
    /// The first bytes of a stream in the root; none when there is no such stream.
    fileprivate func firstBytes(_ name: String, _ count: Int) throws -> [UInt8] {
        try self[name].map { try beginning(of: $0, upTo: count) } ?? []
    }
}
