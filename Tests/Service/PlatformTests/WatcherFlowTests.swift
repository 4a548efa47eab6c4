import Attachments
import Configuration
import Foundation
import Genesys
import GenesysSimulator
import Ledger
import Pipeline
import PrivateClamd
import TestSupport
import Testing

import struct Attachments.Attachment

/// Files on the platform's own web messenger, looked at after the fact, whatever goes wrong in between.
struct WatcherFlowTests {
    @Test func aCleanFileIsTakenOnceAndFlagged() async throws {
        try await Rig.run { rig in
            let sent = try await rig.platform.write(Samples.note, named: "note.txt", from: "guest-1")
            let attachment = try await rig.attachment(.released)
            #expect(attachment.source == .watcher && attachment.file.name == "note.txt" && attachment.messageID == sent.message)
            #expect(try await eventually { try await rig.isIdle() })
            let customer = try #require(try await rig.customer(sent.conversation))
            #expect(customer.attributes["file_scan_status"] == "clean" && customer.attributes["file_is_image"] == "false")
            #expect(customer.attributes["file_size_bytes"] == String(Samples.note.count))
            // Events come again with each change, our own attributes among them.
            #expect(try await rig.ledger.attachments(matching: .init()).count == 1)
            #expect(try await rig.platform.texts().isEmpty)
        }
    }

    @Test func anInfectedFileIsFlaggedAndTheFlagStays() async throws {
        var settings = Rig.Settings()
        settings.configuration.genesys.onInfected.disconnect = true
        try await Rig.run(settings) { rig in
            let sent = try await rig.platform.write(PrivateClamd.eicar, named: "bad.txt", from: "guest-1")
            let attachment = try await rig.attachment(.infected)
            #expect(try await eventually { try await rig.isIdle() })
            let customer = try #require(try await rig.customer(sent.conversation))
            #expect(customer.attributes["file_scan_status"] == "quarantined")
            #expect(customer.attributes["file_virus_scan_result"] == PrivateClamd.signature)
            #expect(customer.state == "disconnected")
            let details = try await rig.details(attachment.id)
            #expect(details.contains { $0.hasPrefix("Ended the conversation.") })
            #expect(details.contains { $0.hasPrefix("The customer was not told") })
            #expect(try await rig.ledger.queueStatistics().messages.parked == 0)
        }
    }

    @Test func aLaterCleanFileDoesNotHideAnInfectedOne() async throws {
        try await Rig.run { rig in
            let sent = try await rig.platform.write(PrivateClamd.eicar, named: "bad.txt", from: "guest-1")
            _ = try await rig.attachment(.infected)
            #expect(try await eventually { try await rig.isIdle() })
            try await rig.platform.write(Samples.note, named: "note.txt", from: "guest-1")
            _ = try await rig.attachment(.released)
            #expect(try await eventually { try await rig.isIdle() })
            #expect(try await rig.customer(sent.conversation)?.attributes["file_scan_status"] == "quarantined")
        }
    }

    /// Each fault of the platform, on the way from the event to the attributes.
    @Test(
        arguments: [
            #"{"match":{"path":"/api/v2/conversations/messages/*/messages"},"status":503,"times":2}"#,
            #"{"match":{"path":"/api/v2/conversations/messages/*/messages"},"status":429,"retryAfter":1}"#,
            #"{"match":{"path":"/api/v2/conversations/messages/*/messages"},"status":404,"times":2}"#,
            #"{"match":{"path":"/api/v2/conversations/messages/*/messages"},"cut":"before","times":2}"#,
            #"{"match":{"path":"/api/v2/downloads"},"status":403,"times":2}"#,
            #"{"match":{"path":"/api/v2/downloads"},"status":500,"times":2}"#,
            #"{"match":{"path":"/api/v2/downloads"},"cut":"after","times":2}"#,
            #"{"match":{"path":"/api/v2/conversations/messages/*/participants"},"cut":"after","times":2}"#,
            #"{"match":{"path":"/api/v2/conversations/messages/*/participants"},"status":504,"times":2}"#,
            #"{"match":{"path":"/api/v2/conversations"},"expiresToken":true}"#,
            #"{"match":{"path":"/api/v2/conversations"},"delayMs":200,"times":3}"#,
            #"{"match":{"topic":"v2.routing"},"event":"duplicated","times":3}"#,
            #"{"match":{"topic":"v2.routing"},"event":"socketDropped"}"#,
            #"{"match":{"topic":"v2.routing"},"event":"socketClosing"}"#,
        ])
    func comesThrough(fault: String) async throws {
        try await Rig.run { rig in
            try await rig.platform.faults("[\(fault)]")
            let sent = try await rig.platform.write(Samples.note, named: "note.txt", from: "guest-1")
            _ = try await rig.attachment(.released)
            #expect(try await eventually { try await rig.isIdle() })
            #expect(try await rig.customer(sent.conversation)?.attributes["file_scan_status"] == "clean")
            #expect(try await rig.ledger.attachments(matching: .init()).count == 1)
        }
    }

    @Test func whatWasMissedIsFoundAfterTheNextConnection() async throws {
        try await Rig.run { rig in
            try await rig.platform.faults(#"[{"match":{"topic":"v2.routing"},"event":"lost","times":100}]"#)
            try await rig.platform.write(Samples.note, named: "note.txt", from: "guest-1")
            try await rig.platform.dropSockets()
            _ = try await rig.attachment(.released)
        }
    }

    /// Neither an event nor the list of what goes on tells of it.
    @Test func aConversationThatBeganAndEndedInTheGapIsFoundToo() async throws {
        try await Rig.run { rig in
            try await rig.platform.faults(#"[{"match":{"topic":"v2.routing"},"event":"lost","times":100}]"#)
            #expect(try await eventually { try await rig.ledger.checkpoint(.notifications) != nil })
            let sent = try await rig.platform.write(Samples.note, named: "note.txt", from: "guest-1")
            _ = try await rig.client.send(Disconnection(conversationID: sent.conversation))
            try await rig.platform.dropSockets()
            #expect(try await rig.attachment(.released).messageID == sent.message)
        }
    }

    /// A search that is cut off goes on where it was, and the gap stays open until it is over.
    @Test(
        arguments: [
            #"{"match":{"path":"/api/v2/analytics/conversations/activity"},"status":503,"times":2}"#,
            #"{"match":{"path":"/api/v2/analytics/conversations/details"},"status":429,"retryAfter":1}"#,
            #"{"match":{"path":"/api/v2/conversations/messages/*"},"status":504,"times":2}"#,
        ])
    func aSearchThatFailsIsMadeAgain(fault: String) async throws {
        try await Rig.run { rig in
            #expect(try await eventually { try await rig.ledger.checkpoint(.notifications) != nil })
            try await rig.platform.faults(#"[{"match":{"topic":"v2.routing"},"event":"lost","times":100},\#(fault)]"#)
            try await rig.platform.write(Samples.note, named: "note.txt", from: "guest-1")
            try await rig.platform.dropSockets()
            _ = try await rig.attachment(.released)
        }
    }

    /// By the external contact: the web messenger knows no other address.
    @Test func theCustomerOfTheWebMessengerIsToldOfARefusedFile() async throws {
        try await Rig.run { rig in
            let contact = "0c9a7e54-3b1d-4f62-8e70-5d4c3b2a1908"
            let sent = try await rig.platform.write(PrivateClamd.eicar, named: "bad.txt", from: "guest-1", knownAs: contact)
            let attachment = try await rig.attachment(.infected)
            #expect(try await eventually { try await rig.isIdle() })
            #expect(try await rig.platform.texts() == ["File rejected: Your attachment failed our security check."])
            #expect(Set(try await rig.platform.conversationIDs()) == [sent.conversation])
            #expect(try await rig.details(attachment.id).contains { $0.hasPrefix("Told the customer.") })
        }
    }

    /// A queue has conversations of several integrations.
    @Test func aCustomerIsToldByTheIntegrationOfTheConversation() async throws {
        let second = "7c1f3b4d-5e6f-4a71-9b8c-0d1e2f3a4b5c"
        var settings = Rig.Settings()
        settings.configuration.genesys.watchOpenMessaging = true
        settings.integrations = [OpenIntegration(), OpenIntegration(id: second)]
        try await Rig.run(settings) { rig in
            let file = Attachment(
                id: try #require(AttachmentID("01JD0000000000000000000000")), source: .upload, contactID: "user-1",
                file: FileFacts(name: "note.txt", size: 22, sha256: String(repeating: "ab", count: 32), detectedType: "text/plain"),
                createdAt: Date())
            let transport = PlatformTransport(rig.client, integration: { _ in second }, read: { _ in [] })
            let message = OutgoingFile(file, link: try rig.link(to: file))
            _ = await transport.deliver(Delivery(message, idempotencyKey: "k", channel: "second"))
            // Its address is no host of the region, so that it is not fetched, and the customer is told.
            _ = try await rig.attachment(.failed)
            #expect(try await eventually { try await rig.platform.texts().contains { $0.hasPrefix("File rejected: ") } })
            #expect(Set(try await rig.platform.members("integrationId")) == [second])
        }
    }

    @Test(arguments: [(nil, "set genesys.deploymentId"), (PlatformConfiguration.demoDeploymentID, "external contact")])
    func saysWhyACustomerIsNotTold(deployment: String?, reason: String) async throws {
        var settings = Rig.Settings()
        settings.configuration.genesys.deploymentId = deployment
        try await Rig.run(settings) { rig in
            try await rig.platform.write(PrivateClamd.eicar, named: "bad.txt", from: "guest-1")
            let attachment = try await rig.attachment(.infected)
            #expect(try await eventually { try await rig.isIdle() })
            let details = try await rig.details(attachment.id)
            #expect(details.contains { $0.hasPrefix("The customer was not told") && $0.contains(reason) })
        }
    }

    @Test func aMissingPermissionIsSaidInTheTimelineAndMendedByARetry() async throws {
        try await Rig.run { rig in
            let fault = #"{"match":{"path":"/api/v2/conversations/messages/*/messages"},"status":403}"#
            try await rig.platform.faults("[\(fault)]")
            try await rig.platform.write(Samples.note, named: "note.txt", from: "guest-1")
            let attachment = try await rig.attachment(.failed)
            #expect(try await rig.details(attachment.id).contains { $0.contains("Admin > Integrations > OAuth > Roles") })
            _ = try await rig.ledger.retry(attachment.id, by: "operator", reason: "granted")
            _ = try await rig.attachment(.released)
        }
    }

    @Test func theTutorialsSocketAndCallsWorkToo() async throws {
        var settings = Rig.Settings()
        settings.followTutorials()
        try await Rig.run(settings) { rig in
            try await rig.platform.write(PrivateClamd.eicar, named: "bad.txt", from: "guest-1")
            let attachment = try await rig.attachment(.infected)
            #expect(try await eventually { try await rig.isIdle() })
            let details = try await rig.details(attachment.id)
            #expect(details.contains { $0.hasPrefix("Set the conversation's attributes.") })
            #expect(details.contains { $0.hasPrefix("Deleted the platform's copy.") })
            #expect(try await rig.platform.texts().contains { $0.hasPrefix("File rejected: ") })
        }
    }
}

extension Rig {
    /// The customer of a conversation, as the platform shows it.
    func customer(_ conversation: String) async throws -> ConversationMessages.Participant? {
        try await client.send(ConversationFetch(conversationID: conversation)).customer
    }
}
