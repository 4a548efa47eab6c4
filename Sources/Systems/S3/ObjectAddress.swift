/// An object in a bucket.
public struct ObjectAddress: Sendable, Hashable {
    /// The bucket's name.
    public let bucket: String
    /// The object's key.
    public let key: String

    /// Names an object.
    public init(bucket: String, key: String) {
        self.bucket = bucket
        self.key = key
    }
}

/// What a service says of an object without its bytes.
public struct ObjectHead: Sendable, Hashable {
    /// In bytes.
    public let size: Int64
    /// Changes with the bytes; quotes included.
    public let entityTag: String
}

/// An upload in parts that is not complete.
public struct MultipartID: Sendable, Hashable {
    /// What it will be.
    public let object: ObjectAddress
    /// The service's name for it.
    public let uploadID: String
}

/// A part that the service has.
public struct CompletedPart: Sendable, Hashable {
    /// From 1; the order of the parts.
    public let number: Int
    /// As the service gave it.
    public let entityTag: String
}
