internal import Foundation
internal import HTTPClient
internal import HTTPSemantics
internal import XML

extension S3Error {
    /// Reads a refusal (Amazon S3 API reference, "Error responses"; codes that only Ceph and MinIO have among them).
    ///
    /// The answer to `HEAD` has no body: its status has to do.
    init(_ response: HTTPClient.Response, bucket: String, now: Date) {
        let body = (try? XMLReader.read(response.body)).flatMap { $0.name == "Error" ? $0 : nil }
        self.init(status: response.status, error: body, fields: response.fields, bucket: bucket, now: now)
    }

    /// - Parameter error: the element `Error`, which may also come with status 200: a long operation answers before it ends.
    init(status: Int, error: XMLElement?, fields: HTTPFields, bucket: String, now: Date) {
        let name = (error?["Code"]).map { $0.filter { $0.isASCII && ($0.isLetter || $0.isNumber) } } ?? ""
        let code = Code(name, status: status)
        let mark = name.isEmpty ? "status \(status)" : "\(name.prefix(64)), status \(status)"
        let remedy =
            switch code {
            case .clockSkew: Self.skew(fields, now)
            case .wrongRegion: Self.region(fields, error)
            default: code.remedy
            }
        let isRetryable = [.unavailable, .corrupted].contains(code) || status >= 500 && code != .full
        self.init(code, "Bucket \(bucket): \(remedy) (\(mark))", isRetryable: isRetryable)
    }

    init(_ error: HTTPClientError) {
        self.init(.unreachable, "No answer from the S3 service. \(error)", isRetryable: error.isRetryable)
    }

    static func invalidAnswer(_ what: String) -> S3Error {
        S3Error(
            .invalidAnswer, "The answer to \(what) is not one of S3's; check that store.endpoint is that of an S3 service.",
            isRetryable: true)
    }

    private static func skew(_ fields: HTTPFields, _ now: Date) -> String {
        let server = fields["Date"].flatMap { HTTPDate.parse($0, now: now) }
        let difference = server.map { Int($0.timeIntervalSince(now).rounded()) }
        let amount = difference.map { ": it is \(abs($0)) s \($0 > 0 ? "behind" : "ahead")" } ?? ""
        return "the clock of this machine and that of the service differ by more than S3 accepts, 15 minutes\(amount); "
            + "let NTP set both"
    }

    private static func region(_ fields: HTTPFields, _ error: XMLElement?) -> String {
        let region = (fields["x-amz-bucket-region"] ?? error?["Region"] ?? "").prefix(32)
            .filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        let hint = region.isEmpty ? "" : "; the service says \(region)"
        return "it is in another region or at another address; correct store.region and store.endpoint\(hint)"
    }
}

extension S3Error.Code {
    fileprivate init(_ name: String, status: Int) {
        switch name {
        case "NoSuchKey", "NoSuchUpload": self = .notFound
        case "NoSuchBucket": self = .noSuchBucket
        case "AccessDenied", "AllAccessDisabled": self = .accessDenied
        case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken": self = .wrongCredentials
        // Ceph says the first of a user that `radosgw-admin user suspend` has suspended, Amazon the others of an account.
        case "UserSuspended", "AccountProblem", "NotSignedUp": self = .suspended
        case "RequestTimeTooSkewed": self = .clockSkew
        case "PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException":
            self = .wrongRegion
        case "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "ServerSideBucketQuotaExceeded",
            "XMinioAdminBucketQuotaExceeded",
            "TooManyObjects":
            self = .full
        case "BadDigest", "XAmzContentSHA256Mismatch", "InvalidDigest", "IncompleteBody": self = .corrupted
        case "SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "OperationAborted", "Busy": self = .unavailable
        default: self.init(status: status)
        }
    }

    private init(status: Int) {
        switch status {
        case 507: self = .full
        case 404: self = .notFound
        case 403: self = .accessDenied
        case 300..<400: self = .wrongRegion
        case 408, 429, 500...: self = .unavailable
        default: self = .refused
        }
    }

    fileprivate var remedy: String {
        switch self {
        case .notFound: "the object is not there"
        case .noSuchBucket: "there is no such bucket; make it, or correct its name in the configuration"
        case .accessDenied: "the key may not do this; give it the rights that docs/storage.md lists"
        case .wrongCredentials: "the service does not accept the key; correct store.accessKey and store.secretKey"
        case .suspended: "the service knows the key, and its user is suspended; have the user enabled again"
        case .clockSkew: "the clocks differ too much; let NTP set both"
        case .wrongRegion: "it is in another region; correct store.region"
        case .full: "there is no room; raise the quota, or let retention make room"
        case .corrupted: "other bytes arrived than were sent; try again, and look at the network if it comes back"
        case .unavailable: "the service cannot take it now; try again later"
        case .unreachable: "the service did not answer; check that it runs"
        case .invalidAnswer: "the answer is not one of S3's; check store.endpoint"
        case .refused: "the service refused; look up its code"
        }
    }
}
