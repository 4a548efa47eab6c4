import Foundation
import HTTPSemantics
import Testing

@testable import Egress
@testable import HTTPClient

struct DownloadAnswerTests {
    static let now = Date(timeIntervalSince1970: 784_111_777)  // Sun, 06 Nov 1994 08:49:37 GMT

    func answer(_ status: Int, _ fields: HTTPFields) throws -> DownloadAnswer {
        let url = try WebURL("https://a.com/file.pdf?secret=1")
        return try DownloadAnswer(
            ResponseHead(status: status, fields: fields), url, Download(url: url.absolute, maximumBytes: 100), now: Self.now)
    }

    @Test(
        arguments: [
            (404, .gone, false), (410, .gone, false), (401, .notAllowed, false), (403, .notAllowed, false), (429, .busy, true),
            (503, .busy, true), (202, .busy, true), (500, .unavailable, true), (502, .unavailable, true), (504, .unavailable, true),
            (408, .unavailable, true), (400, .rejected, false), (206, .rejected, false), (204, .rejected, false),
            (300, .rejected, false), (304, .rejected, false), (418, .rejected, false), (999, .rejected, false),
            (302, .rejected, false),
        ] as [(Int, EgressError.Code, Bool)])
    func tellsFailuresApart(status: Int, code: EgressError.Code, isRetryable: Bool) throws {
        let error = try #require(#expect(throws: EgressError.self) { try answer(status, [:]) })
        #expect(error.code == code && error.isRetryable == isRetryable && !error.isRefusal)
    }

    @Test(
        arguments: [
            ("42", .seconds(42)), ("Sun, 06 Nov 1994 08:50:07 GMT", .seconds(30)), ("Sun, 06 Nov 1994 08:00:00 GMT", .zero),
            ("999999999", .seconds(3600)), ("soon", nil), ("-1", nil), ("", nil),
        ] as [(String, Duration?)], [429, 503])
    func waitsAsLongAsItIsAsked(_ asked: (field: String, wait: Duration?), status: Int) throws {
        let error = #expect(throws: EgressError.self) { try answer(status, ["Retry-After": asked.field]) }
        #expect(error?.code == .busy && error?.retryAfter == asked.wait)
    }

    @Test(
        arguments: [
            ["Content-Length": "101"], ["Content-Length": "99999999999999999999"], ["Content-Length": "101, 101"],
        ] as [HTTPFields])
    func refusesLengthsOverTheLimit(fields: HTTPFields) {
        #expect(#expect(throws: EgressError.self) { try answer(200, fields) }?.code == .tooLarge)
    }

    @Test(
        arguments: [
            ["Content-Length": "5", "content-length": "101"], ["Content-Length": "5, 6"], ["Content-Length": "many"],
            ["Content-Length": "5", "Transfer-Encoding": "chunked"],
        ] as [HTTPFields])
    func refusesLengthsThatContradictEachOther(fields: HTTPFields) {
        #expect(#expect(throws: EgressError.self) { try answer(200, fields) }?.code == .rejected)
    }

    @Test(
        arguments: [
            ["Content-Disposition": "attachment; filename=a.txt", "content-disposition": "attachment; filename=b.txt"],
            ["Content-Disposition": "attachment; filename=a.txt; FileName=\"b.txt\""],
            ["Content-Type": "text/plain", "content-type": "text/html"],
            ["Transfer-Encoding": "chunked, chunked"], ["Transfer-Encoding": "chunked", "transfer-encoding": "chunked"],
        ] as [HTTPFields])
    func refusesWhatHasTwoReadings(fields: HTTPFields) {
        #expect(#expect(throws: EgressError.self) { try answer(200, fields) }?.code == .rejected)
    }

    @Test(arguments: ["gzip", "br", "identity, gzip", "GZIP", "x"])
    func refusesContentEncodings(encoding: String) {
        #expect(#expect(throws: EgressError.self) { try answer(200, ["Content-Encoding": encoding]) }?.code == .encoded)
        #expect(throws: Never.self) { try answer(200, ["Content-Encoding": "Identity"]) }
    }

    @Test(arguments: [200, 302, 403, 404, 429, 500, 999])
    func keepsPathAndQueryOutOfErrors(status: Int) throws {
        guard let error = #expect(throws: EgressError.self, performing: { try answer(status, ["Content-Length": "101"]) }) else {
            return
        }
        #expect(
            error.description.contains("https://a.com") && !error.description.contains("secret")
                && !error.description.contains("pdf"))
    }
}
