/// What is known of the bytes.
public struct FileFacts: Sendable, Hashable {
    /// The customer's name for it, cleaned; data, never part of a path.
    public var name: String
    /// Bytes.
    public var size: Int64
    /// Lower-case hexadecimal.
    public var sha256: String
    /// What the sender said it is; `nil` when nothing was said.
    public var claimedType: String?
    /// What it is; `nil` before inspection.
    public var detectedType: String?

    /// Gathers what intake knows.
    public init(name: String, size: Int64, sha256: String, claimedType: String? = nil, detectedType: String? = nil) {
        self.name = name
        self.size = size
        self.sha256 = sha256
        self.claimedType = claimedType
        self.detectedType = detectedType
    }
}
