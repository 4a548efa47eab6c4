import HTTPSemantics

/// The `Content-Disposition` of a form's part (RFC 7578 section 4.2).
struct FormDisposition {
    let name: String
    let plainFileName: String?
    let extendedFileName: String?

    init(_ text: String) throws(MultipartError) {
        guard let header = HeaderParameters(text), header.value == "form-data" else { throw MultipartError(.invalidDisposition) }
        guard let name = header["name"] else { throw MultipartError(.missingName) }
        self.name = FormEscapes.decoded(name)
        self.plainFileName = header["filename"].map(FormEscapes.decodedFileName)
        self.extendedFileName = try ExtendedParameter.value(of: "filename", in: header)
    }
}
