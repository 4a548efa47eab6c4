/// A `multipart/form-data` body (RFC 7578) as a browser writes it.
struct FormBody {
    static let boundary = "----lazaret-story-7MA4YWxkTrZu0gW"
    static let contentType = "multipart/form-data; boundary=\(boundary)"

    private(set) var bytes: [UInt8] = []

    mutating func add(field name: String, _ value: String) {
        bytes += Array("--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }

    mutating func add(file: File, as name: String = "file") {
        bytes += Array(
            """
            --\(Self.boundary)\r
            Content-Disposition: form-data; name="\(name)"; filename="\(file.name)"\r
            Content-Type: \(file.type)\r
            \r\n
            """.utf8)
        bytes += file.bytes + Array("\r\n".utf8)
    }

    mutating func close() { bytes += Array("--\(Self.boundary)--\r\n".utf8) }
}
