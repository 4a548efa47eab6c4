import Attachments
import Foundation

/// A `multipart/form-data` body with one field `file` (RFC 7578).
struct FileForm {
    let contentType: String
    let bytes: [UInt8]

    /// - Parameter boundary: must not stand in the file; a random one does not.
    init(fileName: String, type: String, content: [UInt8], boundary: String = "lazaret-\(UUID().uuidString)") {
        let head = """
            --\(boundary)\r
            Content-Disposition: form-data; name="file"; filename="\(Self.escaped(fileName))"\r
            Content-Type: \(Self.isHarmless(type) ? type : "application/octet-stream")\r
            \r\n
            """
        contentType = "multipart/form-data; boundary=\(boundary)"
        bytes = Array(head.utf8) + content + Array("\r\n--\(boundary)--\r\n".utf8)
    }

    /// As browsers write it (WHATWG HTML, "multipart form data"); other control characters cannot be written and become `_`.
    private static func escaped(_ name: String) -> String {
        name.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "%22"
            case "\r": "%0D"
            case "\n": "%0A"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f: "_"
            default: String(scalar)
            }
        }.joined()
    }

    private static func isHarmless(_ type: String) -> Bool {
        !type.isEmpty && type.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }
}
