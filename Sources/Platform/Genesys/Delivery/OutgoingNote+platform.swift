import Attachments
import Foundation
public import Pipeline

extension OutgoingNote: PlatformMessage {
    /// A note with the link; on the tutorials' routes the file itself, when it is small.
    public func send(_ delivery: Delivery<OutgoingNote>, by platform: PlatformTransport) async throws -> DeliveryResult {
        // What Open Messaging calls the sender is no external contact.
        let known = platform.isPlatform ? try await platform.customer(of: attachment)?.externalContactID : attachment.contactID
        guard let contact = known else {
            return .skipped(reason: "The file was kept with no contact: the conversation's customer is no external contact.")
        }
        guard !platform.isPlatform, attachment.file.size <= PlatformTransport.maximumContactFile else {
            let text = "\(attachment.file.shownName): \(link.absoluteString)"
            let answer = try await platform.client.sendTraced(ContactNote(contactID: contact, text: text))
            return .delivered("Put a note on the contact.", correlation: answer.correlationID)
        }
        let file = ContactAttachment(
            contactID: contact, fileName: attachment.file.shownName, type: attachment.file.mime,
            content: try await platform.read(attachment), link: link.absoluteString)
        let answer = try await platform.client.sendTraced(file)
        return .delivered("Put the file on the contact.", correlation: answer.correlationID)
    }
}
