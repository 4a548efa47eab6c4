public import Foundation
internal import HTTPSemantics
internal import XML

extension S3Client {
    /// An object in a list.
    public struct ListedObject: Sendable, Hashable {
        /// Its key.
        public let key: String
        /// When its bytes became what they are.
        public let modified: Date
    }

    /// An upload in parts in a list.
    public struct ListedUpload: Sendable, Hashable {
        /// What to abort it by.
        public let id: MultipartID
        /// When it began.
        public let initiated: Date
    }

    /// Where the next page of uploads begins.
    public struct UploadMarker: Sendable, Hashable {
        let key: String
        let uploadID: String
    }

    /// The objects in a bucket, up to a thousand a page (`ListObjectsV2`).
    ///
    /// - Parameter token: the `next` of the page before.
    public func objects(in bucket: String, after token: String? = nil) async throws -> Page<ListedObject, String> {
        var request = S3Request(.get, bucket)
        request.query = [QueryItem(name: "list-type", value: "2"), QueryItem(name: "encoding-type", value: "url")]
        if let token { request.query.append(QueryItem(name: "continuation-token", value: token)) }
        request.answer = "ListBucketResult"
        return try await send(request) { _, document throws(S3Error) in
            var items: [ListedObject] = []
            for entry in document.all("Contents") {
                guard let key = Self.key(entry["Key"]), let modified = Self.date(entry["LastModified"]) else {
                    throw .invalidAnswer("ListObjectsV2")
                }
                items.append(ListedObject(key: key, modified: modified))
            }
            let next = try Self.marker(document, "ListObjectsV2", document["NextContinuationToken"])
            return Page(items: items, next: next)
        }
    }

    /// The uploads in parts that are neither complete nor aborted, up to a thousand a page (`ListMultipartUploads`).
    public func uploads(in bucket: String, after marker: UploadMarker? = nil) async throws -> Page<ListedUpload, UploadMarker> {
        var request = S3Request(.get, bucket)
        request.query = [QueryItem(name: "uploads"), QueryItem(name: "encoding-type", value: "url")]
        if let marker {
            request.query += [
                QueryItem(name: "key-marker", value: marker.key), QueryItem(name: "upload-id-marker", value: marker.uploadID),
            ]
        }
        request.answer = "ListMultipartUploadsResult"
        return try await send(request) { _, document throws(S3Error) in
            var items: [ListedUpload] = []
            for entry in document.all("Upload") {
                guard let key = Self.key(entry["Key"]), let uploadID = entry["UploadId"],
                    let initiated = Self.date(entry["Initiated"])
                else { throw .invalidAnswer("ListMultipartUploads") }
                let id = MultipartID(object: ObjectAddress(bucket: bucket, key: key), uploadID: uploadID)
                items.append(ListedUpload(id: id, initiated: initiated))
            }
            let last = Self.key(document["NextKeyMarker"]).flatMap { key in
                document["NextUploadIdMarker"].map { UploadMarker(key: key, uploadID: $0) }
            }
            return Page(items: items, next: try Self.marker(document, "ListMultipartUploads", last))
        }
    }

    /// A list that says it goes on must say where, or it would be read for ever.
    private static func marker<Marker>(_ document: XMLElement, _ what: String, _ marker: Marker?) throws(S3Error) -> Marker? {
        guard document["IsTruncated"] == "true" else { return nil }
        guard let marker else { throw .invalidAnswer(what) }
        return marker
    }

    private static func key(_ text: String?) -> String? { text?.replacing("+", with: " ").removingPercentEncoding }

    private static func date(_ text: String?) -> Date? {
        guard let text else { return nil }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        return try? style.parse(text)
    }
}
