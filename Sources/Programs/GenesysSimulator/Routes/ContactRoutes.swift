internal import Foundation
internal import HTTPSemantics
internal import JSON

/// External contacts: notes on them. The stand-in has no address book: whatever has the form of an external contact's identifier is one.
enum ContactRoutes {
    static let all = [
        Route(.get, "/api/v2/externalcontacts/contacts/{contactId}/notes", access: .bearer) { platform, visit throws(Refusal) in
            let notes = platform.notes.all.filter { $0.contactID == visit["contactId"] }
            return Reply(.ok(try .listing(notes.map(\.json), visit, uri: uri(visit))))
        },
        Route(.post, "/api/v2/externalcontacts/contacts/{contactId}/notes", access: .bearer, body: .json(shape)) {
            platform, visit throws(Refusal) in
            guard UUID(uuidString: visit["contactId"]) != nil else { throw .notFound }
            let note = Note(
                id: platform.newConversationID(), contactID: visit["contactId"], text: visit.body["noteText"]?.string ?? "",
                created: visit.now)
            platform.notes[note.id] = note
            return Reply(.ok(note.json))
        },
        Route(.get, "/api/v2/externalcontacts/contacts/{contactId}/notes/{noteId}", access: .bearer) {
            platform, visit throws(Refusal) in
            Reply(.ok(try find(visit, platform).json))
        },
        Route(.delete, "/api/v2/externalcontacts/contacts/{contactId}/notes/{noteId}", access: .bearer) {
            platform, visit throws(Refusal) in
            platform.notes[try find(visit, platform).id] = nil
            return Reply(.ok([:]))
        },
        Route(.put, "/api/v2/externalcontacts/conversations/{conversationId}", access: .bearer, body: .json(link)) {
            platform, visit throws(Refusal) in
            let contactID = visit.body["externalContactId"]?.string
            try platform.conversations.update(visit["conversationId"]) { $0.externalContactID = contactID }
            return Reply(.noContent)
        },
    ]

    /// `Note`; the other members are the platform's to fill.
    private static let shape = Shape.object(required: ["noteText": .text(1...32_000, .any)])
    /// `ConversationAssociation`.
    private static let link = Shape.object(
        required: ["externalContactId": .filledText],
        optional: ["conversationId": .filledText, "communicationId": .filledText, "mediaType": .filledText])

    private static func find(_ visit: Route.Visit, _ platform: Platform) throws(Refusal) -> Note {
        guard let note = platform.notes[visit["noteId"]], note.contactID == visit["contactId"] else { throw .notFound }
        return note
    }

    private static func uri(_ visit: Route.Visit) -> String { "/api/v2/externalcontacts/contacts/\(visit["contactId"])/notes" }
}
