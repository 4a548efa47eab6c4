public import Foundation

/// Tells the platform what became of a message to the customer.
public struct DeliveryReceipt: PlatformRequest {
    /// How far it came.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        case sent = "Sent"
        case delivered = "Delivered"
        case failed = "Failed"
        case published = "Published"
        case removed = "Removed"
    }

    /// Why it came no further, in the platform's words.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case messageExpired = "MessageExpired"
        case rateLimited = "RateLimited"
        case messageNotAllowed = "MessageNotAllowed"
        case generalError = "GeneralError"
        case unsupportedMessage = "UnsupportedMessage"
        case unknownMessage = "UnknownMessage"
        case invalidMessageStructure = "InvalidMessageStructure"
        case invalidDestination = "InvalidDestination"
        case serverError = "ServerError"
        case mediaTypeNotAllowed = "MediaTypeNotAllowed"
        case invalidMediaContentLength = "InvalidMediaContentLength"
        case recipientOptedOut = "RecipientOptedOut"
        case dataFiltered = "DataFiltered"
    }

    private let messageID: String
    private let contactID: String
    private let status: Status
    private let reason: Reason?
    private let explanation: String?
    private let time: Date

    /// Describes a receipt.
    ///
    /// - Parameters:
    ///   - messageID: the platform's identifier of the message.
    ///   - contactID: whom it was for.
    ///   - explanation: a sentence beside the reason; nothing of a customer's.
    public init(
        messageID: String, contactID: String, status: Status, reason: Reason? = nil, explanation: String? = nil, time: Date
    ) {
        self.messageID = messageID
        self.contactID = contactID
        self.status = status
        self.reason = reason
        self.explanation = explanation
        self.time = time
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        // The model wants a sentence with each reason.
        let reasons = reason.map { [Body.Entry(code: $0.rawValue, message: explanation ?? $0.rawValue)] }
        return try PreparedRequest(
            .receipt, ["integrationId": configuration.requiredIntegration()],
            json: Body(
                id: messageID, channel: Body.Channel(to: Sender(contactID), time: time.platformTime), status: status.rawValue,
                reasons: reasons ?? [], isFinalReceipt: status != .sent))
    }

    /// A receipt may itself fail.
    public func answer(_ body: [UInt8]) throws(GenesysError) {
        // The answer repeats our own `Failed`: only a failure that we did not report is one of the call.
        if status != .failed { _ = try MessageReceipt(body).messageID(of: .receipt, isRequired: false) }
    }

    private struct Body: Encodable {
        struct Channel: Encodable {
            let to: Sender
            let time: String
        }

        struct Entry: Encodable {
            let code: String
            let message: String
        }

        let id: String
        let channel: Channel
        let status: String
        let reasons: [Entry]
        let isFinalReceipt: Bool
    }
}
