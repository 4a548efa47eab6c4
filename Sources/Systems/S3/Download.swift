internal import HTTPClient
internal import HTTPSemantics

/// How far the reading of an object has come, over all attempts. Pure.
struct Download: Sendable {
    private let range: Range<Int64>?
    private(set) var head: ObjectHead?
    /// Bytes that the reader has.
    var received: Int64 = 0
    /// What broke the attempt off; the next one goes on.
    var failure: HTTPClientError?

    var isBroken: Bool { failure != nil }

    init(range: Range<Int64>?) { self.range = range }

    /// Asks for what is missing, and for nothing when the object has become another.
    func request(for object: ObjectAddress) -> S3Request {
        var request = S3Request(.get, object)
        let first = (range?.lowerBound ?? 0) + received
        if range != nil || received > 0 {
            request.fields["Range"] = "bytes=\(first)-" + (range.map { "\($0.upperBound - 1)" } ?? "")
        }
        if let head { request.fields["If-Match"] = head.entityTag }
        request.maximumAnswerBytes = .max
        request.timeout = .seconds(600)
        return request
    }

    mutating func begin(_ answer: ResponseHead) throws(S3Error) {
        failure = nil
        guard range == nil && received == 0 || answer.status == 206 else { throw .invalidAnswer("GetObject with a range") }
        guard head == nil else { return }
        head = try ObjectHead(answer.fields)
    }

    func result() throws -> ObjectHead {
        if let failure { throw S3Error(failure) }
        guard let head else { throw S3Error.invalidAnswer("GetObject") }
        return head
    }
}

extension ObjectHead {
    /// - Throws: `invalidAnswer` when size or entity tag are missing.
    init(_ fields: HTTPFields) throws(S3Error) {
        let total = fields["Content-Range"]?.split(separator: "/").last.map(String.init) ?? fields["Content-Length"]
        guard let size = total.flatMap({ Int64($0) }), size >= 0, let entityTag = fields["ETag"], !entityTag.isEmpty else {
            throw .invalidAnswer("HeadObject")
        }
        self.init(size: size, entityTag: entityTag)
    }
}
