public import Attachments
public import Foundation

/// Sets attributes that agents' scripts and flows read. Those that are not named stay as they are.
public struct AttributeChange: PlatformRequest {
    /// More names than these are refused.
    static let maximumCount = 50
    /// Longer texts are cut.
    static let maximumLength = 1000

    private let conversationID: String
    private let participantID: String?
    private let attributes: [String: AttributeValue]

    /// Describes a change.
    /// - Parameter participantID: whose attributes, which should be the customer's; the tutorials' route needs none.
    public init(conversationID: String, participantID: String?, attributes: [String: AttributeValue]) {
        self.conversationID = conversationID
        self.participantID = participantID
        self.attributes = attributes
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        guard attributes.count <= Self.maximumCount else {
            throw GenesysError(.missingValue, "More than \(Self.maximumCount) attributes cannot be set at once; name fewer.")
        }
        let values = ["conversationId": conversationID, "participantId": participantID ?? ""]
        switch configuration.routes.set {
        case .platform:
            let texts = attributes.mapValues { String($0.text.prefix(Self.maximumLength)) }
            return try PreparedRequest(.attributes, values, json: ["attributes": texts])
        case .tutorial:
            return try PreparedRequest(.attributes, values, json: ["custom_attributes": attributes])
        }
    }
}

extension AttributeChange {
    /// The tutorials' word for an infected file.
    static let quarantined = "quarantined"

    /// What the tutorials' scripts read of a scan; the same names on either set of routes.
    ///
    /// - Parameter scannedAt: when the verdict was reached.
    public static func attributes(of attachment: Attachment, scannedAt: Date) -> [String: AttributeValue] {
        let verdict = attachment.verdict
        let type = attachment.file.mime
        return [
            "file_scan_status": .text(verdict.outcome == .infected ? quarantined : verdict.outcome.rawValue),
            "file_virus_scan_result": .text(verdict.signature ?? verdict.outcome.rawValue),
            "file_mimetype": .text(type),
            "file_size_bytes": .number(Int(attachment.file.size)),
            "file_is_image": .flag(MediaKind(mime: type) == .image),
            "file_scanned_at": .text(scannedAt.formatted(.iso8601)),
        ]
    }
}
