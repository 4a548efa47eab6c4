public import Crypto
public import HTTPClient
internal import HTTPSemantics
internal import XML

extension S3Client {
    /// Begins an upload in parts. It takes room, unseen, until it is completed or aborted.
    public func createUpload(of object: ObjectAddress) async throws -> MultipartID {
        var request = S3Request(.post, object)
        request.query = [QueryItem(name: "uploads")]
        request.fields["Content-Type"] = "application/octet-stream"
        request.answer = "InitiateMultipartUploadResult"
        return try await send(request) { _, document throws(S3Error) in
            guard let uploadID = document["UploadId"], !uploadID.isEmpty else { throw .invalidAnswer("CreateMultipartUpload") }
            return MultipartID(object: object, uploadID: uploadID)
        }
    }

    /// Uploads one part: all but the last have 5 MiB or more; several may be under way at once.
    ///
    /// - Parameters:
    ///   - sha256: of the content; the service refuses other bytes.
    ///   - number: 1 to 10,000.
    public func put(
        _ content: HTTPClient.Content, sha256: Digest, asPart number: Int, of upload: MultipartID
    ) async throws -> CompletedPart {
        var request = S3Request(.put, upload.object)
        request.query = [QueryItem(name: "partNumber", value: "\(number)"), QueryItem(name: "uploadId", value: upload.uploadID)]
        request.content = content
        request.digest = sha256.hex
        request.timeout = .seconds(120)
        return try await send(request) { response, _ throws(S3Error) in
            guard let tag = response.fields["ETag"], !tag.isEmpty else { throw .invalidAnswer("UploadPart") }
            return CompletedPart(number: number, entityTag: tag)
        }
    }

    /// Makes the object of its parts; whole and durable when it returns.
    ///
    /// - Throws: `S3Error` with `notFound` also when an earlier attempt went well and only its answer was lost: ask `head` then.
    public func complete(_ upload: MultipartID, parts: [CompletedPart]) async throws {
        var request = S3Request(.post, upload.object)
        request.query = [QueryItem(name: "uploadId", value: upload.uploadID)]
        request.fields["Content-Type"] = "application/xml"
        let body = Array(Self.completion(parts).utf8)
        request.content = .bytes(body)
        request.digest = try SHA256.hash(body).hex
        request.answer = "CompleteMultipartUploadResult"
        request.timeout = .seconds(120)
        try await send(request) { _, document throws(S3Error) in
            guard document["ETag"] != nil else { throw .invalidAnswer("CompleteMultipartUpload") }
        }
    }

    /// Gives an upload up and frees its room; gone already is gone.
    public func abort(_ upload: MultipartID) async throws {
        var request = S3Request(.delete, upload.object)
        request.query = [QueryItem(name: "uploadId", value: upload.uploadID)]
        do {
            try await send(request) { _, _ in }
        } catch let error as S3Error where error.code == .notFound {
            return
        }
    }

    static func completion(_ parts: [CompletedPart]) -> String {
        let lines = parts.sorted { $0.number < $1.number }.map { part in
            "<Part><PartNumber>\(part.number)</PartNumber><ETag>\(escaped(part.entityTag))</ETag></Part>"
        }
        return
            "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(lines.joined())</CompleteMultipartUpload>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
