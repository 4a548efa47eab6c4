internal import HTTPSemantics
internal import JSON
internal import Multipart

/// A file that came in a form, in the field `file`.
struct UploadedFile: Sendable {
    private(set) var name = ""
    private(set) var type: String?
    private(set) var bytes: [UInt8] = []

    /// Reads a form; `nil` when it has no such field.
    /// - Throws: ``Refusal`` 415 for anything but a form, 400 for one that is malformed.
    init?(form call: Call) throws(Refusal) {
        guard call.contentType == "multipart/form-data", let field = call.fields["Content-Type"],
            let boundary = try? MultipartBoundary(contentType: field)
        else { throw .unsupportedMediaType(expected: "multipart/form-data") }
        var found = false
        var isInside = false
        do {
            var parser = MultipartParser(boundary: boundary)
            try unsafe parser.parse(call.body.span.bytes) { event in
                switch event {
                case .partBegan(let headers):
                    isInside = headers.name == "file" && headers.isFile && !found
                    if isInside {
                        found = true
                        name = headers.fileName ?? ""
                        type = headers.contentType
                    }
                case .partData(let data):
                    if isInside { unsafe data.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) } }
                case .partEnded: isInside = false
                }
            }
            try parser.finish()
        } catch {
            throw .malformed
        }
        guard found else { return nil }
    }
}
