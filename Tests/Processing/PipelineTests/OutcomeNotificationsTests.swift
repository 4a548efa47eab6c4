import Attachments
import Foundation
import Ledger
import Testing

import struct Attachments.Attachment

@testable import Pipeline

/// What goes out for whom: a table.
struct ConsequencesTests {
    private func attachment(
        _ source: Attachment.Source, _ state: AttachmentState = .scanned, contact: String? = "user-1", conversation: String? = "c-1"
    ) throws -> Attachment {
        Attachment(
            id: try #require(AttachmentID("01JD0000000000000000000000")), state: state, source: source,
            conversationID: conversation,
            contactID: contact, file: FileFacts(name: "a.txt", size: 1, sha256: ""), createdAt: Date(timeIntervalSince1970: 1))
    }

    private func notifications(_ attachment: Attachment, delivers: Bool = true, _ change: (inout OutcomeRules) -> Void = { _ in })
        -> OutcomeNotifications
    {
        var rules = OutcomeRules()
        change(&rules)
        return OutcomeNotifications(attachment: attachment, message: nil, delivers: delivers, rules: rules)
    }

    private func isAll(_ rules: inout OutcomeRules) {
        rules.disconnectsInfected = true
        rules.notesContacts = true
        rules.handover = Set(AttachmentState.allCases)
    }

    @Test func aReleasedUploadGoesToTheAgentAndOnWish() throws {
        #expect(try notifications(attachment(.upload)).release().map(\.kind) == [.file])
        #expect(try notifications(attachment(.upload), isAll).release().map(\.kind) == [.file, .note, .handover])
    }

    @Test(arguments: [Attachment.Source.webhook, .watcher])
    func aFileThatTheAgentHasIsOnlyFlagged(source: Attachment.Source) throws {
        #expect(try notifications(attachment(source, contact: nil)).release().map(\.kind) == [.attributes])
        #expect(try notifications(attachment(source, contact: nil)).hold().map(\.kind) == [.attributes])
        #expect(
            try notifications(attachment(source, contact: nil)).refusal(.typeNotAllowed, as: .rejected).map(\.kind) == [
                .notice, .attributes,
            ])
        #expect(
            try notifications(attachment(source, contact: nil), isAll).refusal(.infected, as: .infected).map(\.kind) == [
                .notice, .attributes, .removal, .alert, .disconnection, .handover,
            ])
    }

    @Test func anInfectedUploadIsTheCustomersBusinessAlone() throws {
        #expect(try notifications(attachment(.upload)).refusal(.infected, as: .infected).map(\.kind) == [.notice])
    }

    @Test func whatIsFoundLaterIsTakenBack() throws {
        #expect(
            try notifications(attachment(.upload, .delivered)).withdrawal().map(\.kind) == [.attributes, .removal, .alert])
        #expect(
            try notifications(attachment(.upload, .delivered, conversation: nil)).withdrawal().map(\.kind) == [.removal, .alert])
    }

    @Test func withoutAPlatformOnlyTheOperatorsSystemsAreTold() throws {
        let all = try notifications(attachment(.watcher), delivers: false, isAll)
        #expect(all.release().map(\.kind) == [.handover])
        #expect(all.refusal(.infected, as: .infected).map(\.kind) == [.handover])
        #expect(all.withdrawal().map(\.kind) == [.handover])
    }

    /// What is not for the conversation is never in front of what is.
    @Test func onlyTheFileAndTheNoticeAreInTheAttachmentsLane() throws {
        let all = try notifications(attachment(.upload), isAll)
        let messages = all.release() + all.refusal(.infected, as: .infected) + all.withdrawal()
        #expect(Set(messages.filter { $0.lane == nil }.map(\.kind)) == [.file, .notice])
    }

    @Test func noticesAreInTheConfiguredWords() throws {
        let no = try NoticeTemplate("„{name}“: nein {{}}.")
        let german = try notifications(attachment(.upload)) { $0.notices = CustomerWords(notices: [.infected: no]) }
        #expect(german.refusal(.infected, as: .infected).first?.payload == "„a.txt“: nein {}.")
        #expect(german.refusal(.empty, as: .rejected).first?.payload == CustomerNotice.empty.sentence)
    }
}
