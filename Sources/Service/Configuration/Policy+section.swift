import Attachments

/// `policy`: what may pass.
extension Policy: Section {
    /// No larger file can be scanned: ClamAV's own limit for one file.
    private static let largestScannable: Int64 = 2_000_000_000

    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("maximumSize", &maximumSize, .size(1...Self.largestScannable))
        fields.value("maximumFilesPerMessage", &maximumFilesPerMessage, .integer(1...100))
        fields.value("allow", &allow, .list(of: .allowedType, atLeast: 1))
        fields.value("onEncrypted", &onEncrypted, .choice)
        fields.value("onMacro", &onMacro, .choice)
        fields.value("onActiveContent", &onActiveContent, .choice)
        fields.value("onUnscannable", &onUnscannable, .choice)
    }
}
