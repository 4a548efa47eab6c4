internal import FileIO

/// The names in a zip archive's central directory (APPNOTE.TXT 4.3.12 and 4.3.16), which is what the programs that open it go by.
struct ZipDirectory {
    /// In the directory's order, as bytes: the names of parts of a document are ASCII.
    let names: [[UInt8]]

    /// Reads the directory; `nil` when the file has none, or one larger than ``maximumBytes``.
    ///
    /// - Throws: `FileError` when the file cannot be read.
    init?(_ file: OpenFile) throws(FileError) {
        guard let record = try Self.endRecord(of: file) else { return nil }
        let size = Self.number(record, at: 12, width: 4)
        let offset = Self.number(record, at: 16, width: 4)
        guard size <= Self.maximumBytes, Int64(offset + size) <= file.size else { return nil }
        let directory = try file.read(upTo: size, at: Int64(offset))
        guard let names = Self.names(in: directory) else { return nil }
        self.names = names
    }

    /// Enough for ten thousand parts; a document has some tens.
    private static let maximumBytes = 1 << 20
    private static let endBytes = 22
    /// The record that ends an archive, with the longest comment.
    private static let longestEnd = endBytes + 65535

    /// The last record whose comment reaches exactly to the end of the file; nearly always there is no comment.
    private static func endRecord(of file: OpenFile) throws(FileError) -> ArraySlice<UInt8>? {
        for length in [endBytes, longestEnd] {
            let tail = try file.read(upTo: length, at: max(0, file.size - Int64(length)))
            let starts = (0..<max(0, tail.count - endBytes + 1)).reversed()
            let start = starts.first { start in
                tail[start] == 0x50 && tail[start...].starts(with: [0x50, 0x4B, 5, 6])
                    && start + endBytes + number(tail[start...], at: 20, width: 2) == tail.count
            }
            if let start { return tail[start...] }
        }
        return nil
    }

    private static func names(in directory: [UInt8]) -> [[UInt8]]? {
        var names: [[UInt8]] = []
        var place = 0
        while place < directory.count {
            guard directory.count - place >= 46, directory[place...].starts(with: [0x50, 0x4B, 1, 2]) else { return nil }
            let lengths = [28, 30, 32].map { number(directory[place...], at: $0, width: 2) }
            let next = place + 46 + lengths.reduce(0, +)
            guard next <= directory.count else { return nil }
            names.append(Array(directory[place + 46..<place + 46 + lengths[0]]))
            place = next
        }
        return names
    }

    /// A little-endian number so many bytes behind the start of a record.
    private static func number(_ record: ArraySlice<UInt8>, at place: Int, width: Int) -> Int {
        record.dropFirst(place).prefix(width).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
