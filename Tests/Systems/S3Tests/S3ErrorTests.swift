import Foundation
import HTTPSemantics
import Testing
import XML

@testable import S3

struct S3ErrorTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func error(_ name: String, _ status: Int, _ fields: HTTPFields = [:]) -> S3Error {
        let element = name.isEmpty ? nil : XMLElement(name: "Error", children: [XMLElement(name: "Code", text: name)])
        return S3Error(status: status, error: element, fields: fields, bucket: "b", now: Self.now)
    }

    @Test(
        arguments: [
            ("NoSuchKey", 404, .notFound, false), ("NoSuchUpload", 404, .notFound, false), ("", 404, .notFound, false),
            ("NoSuchBucket", 404, .noSuchBucket, false), ("AccessDenied", 403, .accessDenied, false),
            ("", 403, .accessDenied, false),
            ("InvalidAccessKeyId", 403, .wrongCredentials, false), ("SignatureDoesNotMatch", 403, .wrongCredentials, false),
            ("RequestTimeTooSkewed", 403, .clockSkew, false), ("PermanentRedirect", 301, .wrongRegion, false),
            ("", 307, .wrongRegion, false), ("AuthorizationHeaderMalformed", 400, .wrongRegion, false),
            ("QuotaExceeded", 403, .full, false), ("", 507, .full, false), ("XMinioStorageFull", 507, .full, false),
            ("BadDigest", 400, .corrupted, true), ("XAmzContentSHA256Mismatch", 400, .corrupted, true),
            ("SlowDown", 503, .unavailable, true), ("SlowDown", 200, .unavailable, true),
            ("InternalError", 200, .unavailable, true),
            ("RequestTimeout", 400, .unavailable, true), ("", 500, .unavailable, true), ("", 502, .unavailable, true),
            ("", 429, .unavailable, true), ("Whatever", 400, .refused, false), ("Whatever", 501, .unavailable, true),
        ] as [(String, Int, S3Error.Code, Bool)])
    func tellsTheReasonsApart(_ name: String, _ status: Int, _ code: S3Error.Code, _ isRetryable: Bool) {
        let error = error(name, status)
        #expect(error.code == code && error.isRetryable == isRetryable)
        #expect(error.description.contains("status \(status)"))
    }

    @Test(arguments: ["UserSuspended", "AccountProblem"]) func knowsASuspendedUser(_ name: String) {
        #expect(error(name, 403).code == .suspended)
        #expect(error(name, 403).description.contains("is suspended"))
    }

    @Test func saysByHowMuchTheClockIsWrong() {
        let behind = error("RequestTimeTooSkewed", 403, ["Date": HTTPDate.format(Self.now + 3600)])
        #expect(behind.description.contains("it is 3600 s behind"))
        let ahead = error("RequestTimeTooSkewed", 403, ["Date": HTTPDate.format(Self.now - 1200)])
        #expect(ahead.description.contains("it is 1200 s ahead"))
        #expect(error("RequestTimeTooSkewed", 403).description.contains("NTP"))
    }

    @Test func namesTheRegionOfTheBucket() {
        #expect(error("PermanentRedirect", 301, ["x-amz-bucket-region": "eu-west-1"]).description.contains("eu-west-1"))
    }

    @Test func repeatsNothingOfAHostileAnswer() {
        let error = error("Evil\u{1b}[31m\r\nX: <script>" + String(repeating: "x", count: 10_000), 400)
        #expect(error.description.utf8.count < 300)
        #expect(error.description.allSatisfy { $0.isASCII && $0 != "\u{1b}" && $0 != "\n" && $0 != "<" })
    }

    @Test func waitsARandomPartOfATimeThatDoubles() {
        let schedule = RetrySchedule()
        let waits = (1...5).map { schedule.wait(afterAttempts: $0, elapsed: .zero, chance: 1) }
        #expect(waits == [.milliseconds(200), .milliseconds(400), .milliseconds(800), .milliseconds(1600), nil])
        #expect(schedule.wait(afterAttempts: 4, elapsed: .zero, chance: 0) == .zero)
        #expect(schedule.wait(afterAttempts: 1, elapsed: .seconds(30), chance: 1) == nil)
    }
}
