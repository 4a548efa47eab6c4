/// A compound file ([MS-CFB]): the entries of its root folder, and the beginnings of their streams.
struct CompoundFile {
    /// One stream or folder in the root.
    struct Entry {
        let name: String
        let isFolder: Bool
        let start: Int
        let size: Int
    }

    /// What stands in the root folder.
    let entries: [Entry]
    /// The class of the whole document, as 16 bytes ([MS-DTYP] section 2.3.4.2).
    let classID: [UInt8]
    private let root: Entry
    private let sectors: Sectors

    static let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// Reads the directory; `nil` when it is broken.
    init?(_ bytes: FileBytes) throws {
        guard bytes.has(Self.mark), let sectors = Sectors(bytes), let first = bytes.head.little(4, at: 48) else { return nil }
        self.sectors = sectors
        let directory = try sectors.chain(from: first, upTo: Self.maximumEntries * 128)
        guard directory.count >= 128, let root = Self.entry(in: directory, 0) else { return nil }
        self.root = root
        classID = Array(directory[80..<96])
        entries = Self.children(in: directory)
    }

    /// An entry of the root folder by its name.
    subscript(name: String) -> Entry? { entries.first { $0.name == name } }

    /// The first bytes of a stream. Of a short one only its first 64, which are in one piece.
    func beginning(of entry: Entry, upTo count: Int) throws -> [UInt8] {
        guard entry.size < 4096 else { return try sectors.chain(from: entry.start, upTo: count) }
        let end = entry.start * 64 + min(64, entry.size)
        guard entry.start < 1 << 20 else { return [] }
        let short = try sectors.chain(from: root.start, upTo: end)
        return short.count < end ? [] : Array(short[(entry.start * 64)...].prefix(count))
    }

    /// A document has some tens; each part of a message is one too.
    private static let maximumEntries = 4096
    private static let none = 0xFFFF_FFFF

    private static func entry(in directory: [UInt8], _ index: Int) -> Entry? {
        let place = index * 128
        guard let type = directory.little(1, at: place + 66), [1, 2, 5].contains(type),
            let length = directory.little(2, at: place + 64),
            let start = directory.little(4, at: place + 116), let size = directory.little(4, at: place + 120)
        else { return nil }
        let units = (0..<min(31, max(0, length / 2 - 1))).compactMap { directory.little(2, at: place + 2 * $0) }.map(UInt16.init)
        return Entry(name: String(decoding: units, as: UTF16.self), isFolder: type != 2, start: start, size: size)
    }

    /// Walks the tree of the root's children; each is visited once, whatever the links say.
    private static func children(in directory: [UInt8]) -> [Entry] {
        var found: [Entry] = []
        var visited: Set<Int> = [0]
        var waiting = [directory.little(4, at: 76)].compactMap(\.self)
        while let index = waiting.popLast() {
            guard index != none, index < directory.count / 128, visited.insert(index).inserted,
                let entry = entry(in: directory, index)
            else { continue }
            found.append(entry)
            waiting += [68, 72].compactMap { directory.little(4, at: index * 128 + $0) }
        }
        return found
    }
}

/// The chains of sectors of a compound file.
private struct Sectors {
    private let bytes: FileBytes
    private let size: Int

    init?(_ bytes: FileBytes) {
        guard let shift = bytes.head.little(2, at: 30), shift == 9 || shift == 12 else { return nil }
        self.bytes = bytes
        size = 1 << shift
    }

    /// The bytes of a chain, at most so many.
    func chain(from first: Int, upTo count: Int) throws -> [UInt8] {
        var gathered: [UInt8] = []
        var sector = first
        while gathered.count < count {
            let part = try bytes.bytes(at: (sector + 1) * size, upTo: size)
            gathered += part
            guard part.count == size, let next = try self.next(after: sector) else { break }
            sector = next
        }
        return gathered.count > count ? Array(gathered[..<count]) : gathered
    }

    /// The sector behind one, by the allocation table; `nil` at the end of the chain.
    private func next(after sector: Int) throws -> Int? {
        guard let table = try tableSector(sector / (size / 4)) else { return nil }
        let next = try bytes.bytes(at: (table + 1) * size + sector % (size / 4) * 4, upTo: 4).little(4, at: 0)
        return next.flatMap { $0 < 0xFFFF_FFF8 ? $0 : nil }
    }

    /// Where a part of the allocation table stands: the header names the first 109, a chain of sectors the others.
    private func tableSector(_ index: Int) throws -> Int? {
        if index < 109 { return bytes.head.little(4, at: 76 + 4 * index) }
        let perSector = size / 4 - 1
        var sector = bytes.head.little(4, at: 68) ?? 0xFFFF_FFFE
        for _ in 0..<(index - 109) / perSector {
            guard sector < 0xFFFF_FFF8,
                let next = try bytes.bytes(at: (sector + 1) * size + size - 4, upTo: 4).little(4, at: 0)
            else { return nil }
            sector = next
        }
        guard sector < 0xFFFF_FFF8 else { return nil }
        return try bytes.bytes(at: (sector + 1) * size + (index - 109) % perSector * 4, upTo: 4).little(4, at: 0)
    }
}
