internal import Foundation
internal import JSON

/// A note on an external contact, or a file that a tutorial hangs on one.
struct Note: Sendable {
    let id: String
    let contactID: String
    let text: String
    let created: Date

    /// `Note`.
    var json: JSON {
        [
            "id": .string(id), "entityId": .string(contactID), "entityType": "contact", "noteText": .string(text),
            "createDate": .string(created.platformTime), "modifyDate": .string(created.platformTime),
            "selfUri": .string("/api/v2/externalcontacts/contacts/\(contactID)/notes/\(id)"),
        ]
    }
}
