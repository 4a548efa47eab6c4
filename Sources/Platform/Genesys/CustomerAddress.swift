import Attachments

/// Where the customer of a conversation can be told something.
enum CustomerAddress: Sendable, Hashable {
    /// On an Open Messaging integration; `nil` is the configured one.
    case open(integrationID: String?, contactID: String)
    /// On the platform's own web messenger, by the external contact that the customer is known as.
    case webMessenger(externalContactID: String)
}

/// The platform reaches the customer by no text of ours.
struct UnreachableCustomer: Error {
    let reason: String
}

extension PlatformClient {
    /// Whom a notice about a file that was sent by the platform's own ways goes to.
    ///
    /// - Throws: `UnreachableCustomer` where nothing of ours gets there; `GenesysError`.
    func address(ofCustomerOf attachment: Attachment, in conversation: String) async throws -> CustomerAddress {
        let customer = try await send(ConversationFetch(conversationID: conversation)).customer
        switch customer?.type {
        case "open", nil:
            guard let contact = customer?.address else {
                throw UnreachableCustomer(reason: "The customer was not told: the conversation has no customer any more.")
            }
            return .open(
                integrationID: try await integration(of: attachment, in: conversation, customer?.type), contactID: contact)
        case "webmessaging": return .webMessenger(externalContactID: try externalContact(of: customer))
        case let type?:
            throw UnreachableCustomer(
                reason: "The customer was not told: the platform sends no texts of ours into conversations of the type \(type).")
        }
    }

    /// The message says by which integration it came: there may be several.
    private func integration(of attachment: Attachment, in conversation: String, _ type: String?) async throws -> String? {
        guard type == "open", let id = attachment.messageID else { return nil }
        do {
            let message = try await send(MessageFetch(conversationID: conversation, messageID: id))
            return message.integrationID ?? message.toAddress
        } catch let error as GenesysError where error.code == .notFound {
            return nil
        }
    }

    private func externalContact(of customer: ConversationMessages.Participant?) throws -> String {
        guard configuration.deploymentID != nil else {
            throw UnreachableCustomer(
                reason: "The customer was not told: set genesys.deploymentId to tell customers of the web messenger.")
        }
        guard let contact = customer?.externalContactID else {
            throw UnreachableCustomer(
                reason: "The customer was not told: on the web messenger only customers with an external contact are reached.")
        }
        return contact
    }
}
