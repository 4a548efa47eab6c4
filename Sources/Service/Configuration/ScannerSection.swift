import Foundation
public import Scanning

/// `scanner`: who judges the bytes.
public struct ScannerSection: Sendable, Hashable {
    private static let defaults = ScannerConfiguration(stateFolder: URL(filePath: "/"))

    /// The clamd services to ask. None: the program starts and watches one of its own.
    public var clamd: [ClamdEndpoint] = []
    /// How long one scan may take at least; large files get more.
    public var timeout = defaults.timeout
    /// Older signatures judge nothing any more: files wait.
    public var maximumSignatureAge = defaults.maximumSignatureAge
    /// The folder with the signatures for a clamd of our own.
    public var signatures = defaults.signatureFolder.path
    /// Concurrent scans at one clamd; `nil`: twice the processors, at least 4.
    public var concurrency: Int?

    /// Makes the default section.
    public init() {}
}

extension ScannerSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("clamd", &clamd, .clamdEndpoints)
        fields.value("timeout", &timeout, .duration(.seconds(1) ... .seconds(3600)))
        fields.value("maximumSignatureAge", &maximumSignatureAge, .duration(.seconds(3600) ... .seconds(365 * 86_400)))
        fields.value("signatures", &signatures, .text)
        fields.value("concurrency", &concurrency, .optional(.integer(1...256)))
    }
}
