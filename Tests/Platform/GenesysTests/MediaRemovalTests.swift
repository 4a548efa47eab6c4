import Attachments
import Foundation
import HTTPClient
import Pipeline
import PythonServer
import Testing

import struct Attachments.Attachment

@testable import Genesys

/// The tutorials delete a file's media by the file's own identifier, not by that of the message that named it.
struct MediaRemovalTests {
    private func answer(
        source: Attachment.Source, media: String?, on platform: StandInPlatform
    ) async throws -> DeliveryResult {
        let sample = try Samples.attachment()
        let attachment = Attachment(
            id: sample.id, state: .infected, source: source, conversationID: "c-1", messageID: "message-1", file: sample.file,
            createdAt: sample.createdAt)
        let client = PlatformClient(Samples.configuration(.tutorial, host: platform.server.url("")), http: HTTPClient())
        let transport = PlatformTransport(client) { _ in [] }
        return await transport.deliver(Delivery(OutgoingRemoval(attachment, sentLink: media), idempotencyKey: "k"))
    }

    @Test(arguments: [(.webhook, "file-1", "file-1"), (.watcher, nil, "message-1")] as [(Attachment.Source, String?, String)])
    func deletesByTheFilesIdentifier(source: Attachment.Source, media: String?, deleted: String) async throws {
        let platform = try await StandInPlatform()
        guard case .delivered = try await answer(source: source, media: media, on: platform) else {
            Issue.record("expected a deletion")
            return
        }
        #expect(try await platform.seen().calls.map(\.path) == ["/api/v2/media/files/\(deleted)"])
    }

    @Test func deletesNothingByTheMessagesIdentifier() async throws {
        let platform = try await StandInPlatform()
        guard case .skipped = try await answer(source: .webhook, media: nil, on: platform) else {
            Issue.record("expected nothing to be deleted")
            return
        }
        #expect(try await platform.seen().calls.isEmpty)
    }
}
