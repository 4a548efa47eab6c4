/// What is known once all bytes are written.
public struct StoredObject: Sendable, Hashable {
    /// In bytes.
    public let size: Int64
    /// Lower-case hexadecimal.
    public let sha256: String

    /// Describes an object.
    public init(size: Int64, sha256: String) {
        self.size = size
        self.sha256 = sha256
    }
}
