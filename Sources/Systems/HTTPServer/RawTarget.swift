/// The request target as it stood on the request line, before libmicrohttpd decoded it in place.
struct RawTarget {
    let text: String
    /// Where it stands in the connection's buffer; to compare, never to read.
    let address: UInt

    init(_ target: UnsafePointer<CChar>) {
        text = unsafe String(cString: target)
        address = UInt(bitPattern: target)
    }
}
