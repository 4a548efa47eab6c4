public import Foundation
public import Observability

/// `store`: where the bytes lie, quarantine and safe.
public enum StoreSection: Sendable, Hashable {
    /// Folders in the state folder.
    case local
    /// Two buckets of a service that speaks S3.
    case s3(S3)

    /// How to reach the buckets.
    public struct S3: Sendable, Hashable {
        /// The service's address, such as `https://s3.eu-central-1.amazonaws.com`.
        public var endpoint = URL(filePath: "/")
        /// Goes into the signatures.
        public var region = "us-east-1"
        /// Names the key.
        public var accessKey = ""
        /// Signs the requests.
        public var secretKey = Secret("")
        /// For bytes that nobody has judged.
        public var quarantineBucket = ""
        /// For released bytes.
        public var safeBucket = ""
        /// The bucket goes into the path instead of the host's name: what most servers other than Amazon's expect.
        public var pathStyle = false
        /// Whether links to released files lead to the service itself, which must then be within reach of whoever fetches them.
        public var presignedLinks = true
        /// As the key of the same name at the top.
        public var caCertificates: String?

        init() {}
    }

    enum Kind: String, CaseIterable {
        case local
        case s3
    }
}

extension StoreSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        var kind = kind
        fields.value("kind", &kind, .choice)
        switch kind {
        case .local:
            self = .local
        case .s3:
            var s3 = s3 ?? S3()
            s3.visit(fields)
            self = .s3(s3)
        }
    }

    private var kind: Kind { s3 == nil ? .local : .s3 }

    private var s3: S3? {
        if case .s3(let s3) = self { s3 } else { nil }
    }
}

extension StoreSection.S3: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("endpoint", &endpoint, .baseURL(onlySafe: false))
        fields.value("region", &region, .text)
        fields.required("accessKey", &accessKey, .text)
        fields.required("secretKey", &secretKey, .secret(atLeast: 1))
        fields.required("quarantineBucket", &quarantineBucket, .bucket)
        fields.required("safeBucket", &safeBucket, .bucket)
        fields.value("pathStyle", &pathStyle, .bool)
        fields.value("presignedLinks", &presignedLinks, .bool)
        fields.value("caCertificates", &caCertificates, .optional(.text))
        fields.check("endpoint", ["", "/"].contains(endpoint.path()), "must be the address of the service alone, without a path")
        fields.check(
            "pathStyle", pathStyle || !Host.isAddress((endpoint.host() ?? "").trimmingCharacters(in: ["[", "]"])),
            "must be true where the endpoint is a numeric address: a bucket's name cannot stand before one")
        fields.check("safeBucket", quarantineBucket != safeBucket, "must not be the quarantine bucket; make one of its own")
    }
}
