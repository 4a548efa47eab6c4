import Multipart
import Testing

@Suite struct MultipartBoundaryTests {
    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data;BOUNDARY=\"a b\"", "a b"),
        ("multipart/form-data; charset=utf-8; boundary=----WebKitFormBoundary7MA4YWxk", "----WebKitFormBoundary7MA4YWxk"),
        ("multipart/form-data; boundary=\"'()+_,-./:=?\"", "'()+_,-./:=?"),
    ])
    func readsTheBoundary(contentType: String, boundary: String) throws {
        #expect(try MultipartBoundary(contentType: contentType).value == boundary)
    }

    @Test(arguments: [
        ("text/plain; boundary=a", MultipartError.Code.notFormData), ("multipart/mixed; boundary=a", .notFormData),
        ("", .notFormData),
        ("multipart/form-data; boundary=a; boundary=b", .notFormData), ("multipart/form-data; boundary=\"a", .notFormData),
        ("multipart/form-data", .invalidBoundary), ("multipart/form-data; boundary=\"\"", .invalidBoundary),
        ("multipart/form-data; boundary=\"a \"", .invalidBoundary), ("multipart/form-data; boundary=a\r\nb", .invalidBoundary),
        ("multipart/form-data; boundary=a*b", .invalidBoundary), ("multipart/form-data; boundary=é", .invalidBoundary),
        ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), .invalidBoundary),
    ])
    func refusesOthers(contentType: String, code: MultipartError.Code) {
        let error = #expect(throws: MultipartError.self) { try MultipartBoundary(contentType: contentType) }
        #expect(error?.code == code)
    }

    @Test func takesTheLongestBoundary() throws {
        let boundary = String(repeating: "a", count: 70)
        let body = bytes("--\(boundary)\nContent-Disposition: form-data; name=a\n\n\(boundary)\n--\(boundary)--")
        #expect(try readForm(body, boundary: boundary).map(\.text) == [boundary])
    }
}
