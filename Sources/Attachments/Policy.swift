/// What may pass. Pure: the same facts and verdict give the same decision.
public struct Policy: Sendable, Hashable {
    /// Bytes of one file.
    public var maximumSize: Int64
    public var maximumFilesPerMessage: Int
    /// Canonical media types, lower case.
    public var allow: [String]
    public var onEncrypted: Disposition
    public var onMacro: Disposition
    public var onActiveContent: Disposition
    public var onUnscannable: Disposition

    public enum Disposition: String, Sendable, Hashable, CaseIterable {
        case deliver, hold, reject
    }

    public init(
        maximumSize: Int64 = 10_000_000, maximumFilesPerMessage: Int = 3,
        allow: [String] = ["image/png", "image/jpeg", "application/pdf", "text/plain"], onEncrypted: Disposition = .hold,
        onMacro: Disposition = .reject, onActiveContent: Disposition = .hold, onUnscannable: Disposition = .hold
    ) {
        self.maximumSize = maximumSize
        self.maximumFilesPerMessage = maximumFilesPerMessage
        self.allow = allow
        self.onEncrypted = onEncrypted
        self.onMacro = onMacro
        self.onActiveContent = onActiveContent
        self.onUnscannable = onUnscannable
    }
}

/// What becomes of an attachment.
public enum Decision: Sendable, Hashable {
    case release
    /// Destroy the bytes: malware.
    case destroy
    /// Destroy the bytes: the policy refuses them.
    case reject
    /// Keep the bytes in quarantine until an operator decides.
    case hold
}
