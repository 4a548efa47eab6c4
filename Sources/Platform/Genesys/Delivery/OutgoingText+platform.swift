import Attachments
public import Pipeline

extension OutgoingText: OpenMessagingMessage {
    /// The customer's words, from the customer.
    public func call(key: String, _ configuration: GenesysConfiguration) throws -> OpenMessagingCall {
        let message = InboundText(
            contactID: try Contact.required(origin.contactID), text: origin.text ?? "", key: key, time: origin.createdAt)
        return OpenMessagingCall(try message.order(configuration), "Sent to the conversation.")
    }
}
