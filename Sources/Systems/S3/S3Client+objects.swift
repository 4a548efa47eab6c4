public import Crypto
internal import Foundation
public import HTTPClient
internal import HTTPSemantics
internal import XML

extension S3Client {
    /// Stores an object in one request; whole or not at all. What has the key already is replaced.
    ///
    /// - Parameter sha256: of the content; the service refuses other bytes.
    public func put(_ content: HTTPClient.Content, sha256: Digest, as object: ObjectAddress) async throws {
        var request = S3Request(.put, object)
        // Never what a sender calls it: nothing that fetches the object is to believe it.
        request.fields["Content-Type"] = "application/octet-stream"
        request.content = content
        request.digest = sha256.hex
        request.timeout = .seconds(120)
        try await send(request) { _, _ in }
    }

    /// Copies an object within the service, up to 5 GB; what has the key already is replaced. Durable when it returns.
    public func copy(_ source: ObjectAddress, to target: ObjectAddress) async throws {
        var request = S3Request(.put, target)
        request.fields["X-Amz-Copy-Source"] = "/\(source.bucket)/\(PercentEncoding.encode(source.key))"
        request.answer = "CopyObjectResult"
        request.timeout = .seconds(120)
        try await send(request) { _, document throws(S3Error) in
            guard document["ETag"] != nil else { throw .invalidAnswer("CopyObject") }
        }
    }

    /// Deletes an object; gone already is gone.
    ///
    /// - Returns: whether the bucket only hid it behind a marker and kept the bytes: a bucket with versions does.
    public func delete(_ object: ObjectAddress) async throws -> Bool {
        do {
            return try await send(S3Request(.delete, object)) { response, _ in
                response.fields["x-amz-delete-marker"]?.lowercased() == "true"
            }
        } catch let error as S3Error where error.code == .notFound {
            return false
        }
    }

    /// What the service says of an object; `nil` when there is none.
    public func head(_ object: ObjectAddress) async throws -> ObjectHead? {
        do {
            return try await send(S3Request(.head, object)) { response, _ throws(S3Error) in try ObjectHead(response.fields) }
        } catch let error as S3Error where error.code == .notFound {
            return nil
        }
    }

    /// Asks whether a bucket is there and the key may use it.
    ///
    /// By an empty list: the answer to `HEAD` has no body, so that it cannot say why the service refuses.
    public func check(bucket: String) async throws {
        var request = S3Request(.get, bucket)
        request.query = [QueryItem(name: "list-type", value: "2"), QueryItem(name: "max-keys", value: "0")]
        request.answer = "ListBucketResult"
        do {
            try await send(request) { _, _ in }
        } catch let error as S3Error where error.code == .notFound {
            throw S3Error(.noSuchBucket, "Bucket \(bucket): there is no such bucket; make it, or correct its name.")
        }
    }

    /// Reads an object's bytes in order; the transfer waits while the reader is slow. When a connection breaks, it goes on where it was, as
    /// long as the object is still the same.
    ///
    /// - Parameters:
    ///   - range: only these bytes.
    ///   - receive: takes the next piece; what it throws ends the read.
    /// - Returns: what the service said of the whole object when the read began.
    public func get(
        _ object: ObjectAddress, range: Range<Int64>? = nil, _ receive: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> ObjectHead {
        var progress = Download(range: range)
        // What has come on a good way begins its attempts and their time anew.
        while true {
            if let head = try await advance(&progress, object, receive) { return head }
        }
    }

    /// - Returns: `nil` when the connection broke after enough had come.
    private func advance(
        _ progress: inout Download, _ object: ObjectAddress, _ receive: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> ObjectHead? {
        let before = progress.received
        var latest = progress
        defer { progress = latest }
        return try await persist {
            let request = try latest.request(for: object).signed(by: signer, to: endpoint, at: now())
            let start = latest
            latest = try await http.stream(request) { head, body in
                var progress = start
                guard [200, 206].contains(head.status) else { throw try await refusal(head, body, object) }
                try progress.begin(head)
                do {
                    for try await piece in body {
                        try await receive(piece)
                        progress.received += Int64(piece.count)
                    }
                } catch let error as HTTPClientError where error.isRetryable {
                    progress.failure = error
                }
                return progress
            }
            return latest.isBroken && latest.received - before >= Self.goodWay ? nil : try latest.result()
        }
    }

    private static let goodWay: Int64 = 64 << 10

    private func refusal(_ head: ResponseHead, _ body: ResponseBody, _ object: ObjectAddress) async throws -> S3Error {
        var bytes: [UInt8] = []
        for try await piece in body where bytes.count < 64 << 10 { bytes += piece }
        let document = (try? XMLReader.read(bytes)).flatMap { $0.name == "Error" ? $0 : nil }
        return S3Error(status: head.status, error: document, fields: head.fields, bucket: object.bucket, now: now())
    }
}
