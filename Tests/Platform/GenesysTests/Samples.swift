import Attachments
import Foundation
import Observability
import Pipeline

@testable import Genesys

enum Samples {
    static func configuration(
        _ set: RouteSet = .platform, overrides: [Endpoint: Route] = [:], host: String? = nil,
        integrationID: String? = "integration-1"
    ) -> GenesysConfiguration {
        GenesysConfiguration(
            region: Region(domain: "mypurecloud.de"), clientID: "client-1", clientSecret: Secret("s3cret/+&"),
            routes: EndpointTable(set, overrides: overrides), loginURL: host, apiURL: host, integrationID: integrationID,
            deploymentID: "deployment-1", timeout: .seconds(10))
    }

    static func attachment(
        contactID: String? = "user-1", conversationID: String? = "conversation/1", name: String = "invoice.pdf",
        type: String? = "application/pdf", engine: String? = "ClamAV 1.4.6/27510"
    ) throws -> Attachment {
        guard let id = AttachmentID("01JD0000000000000000000000") else { throw NoSample() }
        return Attachment(
            id: id, state: .released, source: .upload, conversationID: conversationID, contactID: contactID,
            file: FileFacts(name: name, size: 10240, sha256: String(repeating: "ab", count: 32), detectedType: type),
            verdict: Verdict(outcome: .clean, engine: engine), createdAt: Date(timeIntervalSince1970: 1_795_255_200.123))
    }

    static func link() throws -> URL {
        guard let url = URL(string: "https://gw.example.com/files/1/invoice.pdf?expires=1&signature=abc") else { throw NoSample() }
        return url
    }

    static func fileDelivery(_ attachment: Attachment? = nil) throws -> Delivery<OutgoingFile> {
        try Delivery(OutgoingFile(attachment ?? self.attachment(), link: link()), idempotencyKey: "key-1")
    }

    static func noticeDelivery(_ attachment: Attachment? = nil, text: String = "Your attachment is too large.") throws -> Delivery<
        OutgoingNotice
    > {
        try Delivery(OutgoingNotice(attachment ?? self.attachment(), text: text), idempotencyKey: "key-2")
    }

    private struct NoSample: Error {}
}

/// Compared without regard to the order of members.
func json(_ bytes: [UInt8]) throws -> NSDictionary? { try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary }

func json(_ text: String) throws -> NSDictionary? { try json(Array(text.utf8)) }
