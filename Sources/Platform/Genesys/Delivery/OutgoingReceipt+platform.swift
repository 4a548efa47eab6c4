import Attachments
public import Pipeline

extension OutgoingReceipt: OpenMessagingMessage {
    /// A receipt for the agent's message.
    public func call(key: String, _ configuration: GenesysConfiguration) throws -> OpenMessagingCall {
        guard let id = origin.externalID else {
            throw GenesysError(.missingValue, "The message has no identifier of the platform's to send a receipt for.")
        }
        let receipt = DeliveryReceipt(
            messageID: id, contactID: try Contact.required(origin.contactID),
            status: fate.status == .delivered ? .delivered : .failed,
            reason: fate.code.map { DeliveryReceipt.Reason(rawValue: $0) ?? .generalError }, explanation: fate.reason,
            time: origin.createdAt)
        return OpenMessagingCall(try receipt.order(configuration), "Told the agent: \(fate.status.rawValue).")
    }

    /// The answer to a receipt is the receipt: it says `Failed` where we have said so.
    public var isAnswered: Bool { fate.status != .failed }
}
