import FileIO

/// Where libcurl is in a file that it sends; touched by the loop's thread alone.
final class ContentReader {
    private let file: OpenFile
    var offset: Int64 = 0

    init(_ file: OpenFile) { self.file = file }

    /// The next bytes, as many as there is room for; `nil` when the file could not be read, or has become shorter.
    func read(into room: UnsafeMutableRawBufferPointer) -> Int? {
        let left = Int(min(Int64(room.count), file.size - offset))
        guard left > 0 else { return 0 }
        var span = unsafe MutableRawSpan(_unsafeBytes: UnsafeMutableRawBufferPointer(rebasing: room[..<left]))
        guard let count = try? file.read(into: &span, at: offset), count == left else { return nil }
        offset += Int64(count)
        return count
    }

    /// The object behind libcurl's pointer. It lives: its handle keeps it for as long as the exchange lasts.
    static func of(_ context: UnsafeMutableRawPointer?) -> ContentReader? {
        unsafe context.map { unsafe Unmanaged<ContentReader>.fromOpaque($0).takeUnretainedValue() }
    }
}
