import CMicroHTTPD
import Glibc

/// A request's head as libmicrohttpd read it, and whether that is all there was.
///
/// The library parses in place: the head stays in the connection's buffer from the method's first letter to the last line end, with
/// every CR, LF and first colon overwritten by NUL. So the parts that it hands out can be laid side by side: method, target, version
/// and each field must follow each other with exactly the gaps that a well-formed head has. Anything that the library passed
/// over in silence (the rest of a value behind a NUL, a folded line, the missing CR before an LF) leaves a gap of another size.
struct RawHead {
    let method: String
    let target: String
    let version: String
    /// Values still have the blanks behind them.
    let fields: [(name: String, value: String)]
    /// In bytes, from the method's first letter to the end of the empty line.
    let size: Int
    /// Whether the parts fill the head without a gap.
    let isAccountedFor: Bool

    /// Reads the head; only in the first call for a request are the pointers that it needs still good.
    init(_ connection: Connection, method: UnsafePointer<CChar>, target: RawTarget, version: UnsafePointer<CChar>) {
        self.method = unsafe String(cString: method)
        self.version = unsafe String(cString: version)
        self.target = target.text
        let start = UInt(bitPattern: method)
        let versionStart = UInt(bitPattern: version)
        var walk = Walk(next: versionStart + UInt(self.version.utf8.count) + Self.lineEnd)
        unsafe withUnsafeMutablePointer(to: &walk) { walk in
            _ = unsafe MHD_get_connection_values_n(
                connection.pointer, .HEADER_KIND,
                { context, _, name, nameSize, value, valueSize in
                    unsafe context?.assumingMemoryBound(to: Walk.self).pointee.visit(
                        UnsafeBufferPointer(start: name, count: nameSize), UnsafeBufferPointer(start: value, count: valueSize))
                    return .YES
                }, walk)
        }
        fields = walk.fields
        size = connection.headSize
        isAccountedFor =
            walk.isUnbroken && target.address == start + UInt(self.method.utf8.count) + 1
            && versionStart == target.address + UInt(target.text.utf8.count) + 1
            && walk.next + Self.lineEnd == start + UInt(size)
    }

    private static let lineEnd: UInt = 2

    /// Goes from field to field and remembers where the next one must begin.
    private struct Walk {
        var next: UInt
        var fields: [(name: String, value: String)] = []
        var isUnbroken = true

        init(next: UInt) { self.next = next }

        mutating func visit(_ name: UnsafeBufferPointer<CChar>, _ value: UnsafeBufferPointer<CChar>) {
            let nameStart = UInt(bitPattern: name.baseAddress)
            let valueStart = UInt(bitPattern: value.baseAddress)
            let colon = nameStart + UInt(name.count)
            // Between colon and value the library has passed over blanks, and over nothing else.
            isUnbroken = isUnbroken && nameStart == next && valueStart > colon
            next = valueStart + UInt(value.count) + RawHead.lineEnd
            unsafe fields.append((Self.text(name), Self.text(value)))
        }

        private static func text(_ characters: UnsafeBufferPointer<CChar>) -> String {
            unsafe String(decoding: UnsafeRawBufferPointer(characters), as: UTF8.self)
        }
    }
}
