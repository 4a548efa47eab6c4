import Application
import Foundation
import HTTPClient
import HTTPSemantics

/// The route for erasures of a running gateway, asked with an operator's key.
struct ErasureClient: Sendable {
    private struct Order: Encodable {
        let contact: String
        let isDryRun: Bool

        enum CodingKeys: String, CodingKey {
            case contact = "contact_id"
            case isDryRun = "dry_run"
        }
    }

    private let gateway: GatewayClient

    /// - Throws: `ApplicationError` when there is no key, `CommandError` when the configuration is asked and cannot be read.
    init(url: String?, key: String?, configuration file: String?) throws {
        gateway = try GatewayClient(
            url: try url ?? AttachmentsClient.address(in: file), key: key, environment: ProcessInfo.processInfo.environment)
    }

    /// Erases what can be erased now, or says what there is.
    func ask(about contact: String, isDryRun: Bool) async throws -> Erasure {
        let body = Array(try JSONEncoder().encode(Order(contact: contact, isDryRun: isDryRun)))
        let response = try await gateway.send(.post, "/erasures", fields: ["Content-Type": "application/json"], body: body)
        guard response.status == 200 else {
            throw ApplicationError(response.status >= 500 ? .unavailable : .refused, GatewayClient.sentence(of: response))
        }
        guard let erasure = try? JSONDecoder().decode(Erasure.self, from: Data(response.body)) else {
            throw ApplicationError(.unavailable, "What answers is no gateway of this version. Check --url.")
        }
        return erasure
    }
}

/// What went of a customer, and what is there still.
struct Erasure: Codable {
    /// How much there is of everything.
    struct Counts: Codable {
        var attachments = 0, bytes: Int64 = 0, messages = 0, jobs = 0, outgoing = 0, reasons = 0, inHand = 0

        var isEmpty: Bool { attachments + messages + jobs + outgoing + reasons == 0 }

        mutating func add(_ other: Counts) {
            attachments += other.attachments
            bytes += other.bytes
            messages += other.messages
            jobs += other.jobs
            outgoing += other.outgoing
            reasons += other.reasons
        }

        fileprivate var text: String {
            "\(attachments) files (\(bytes) bytes), \(messages) messages, \(jobs) jobs, \(outgoing) outgoing messages, \(reasons) reasons"
        }
    }

    var erased: Counts
    var remaining: Counts

    /// For people.
    var text: String { "erased:    \(erased.text)\nremaining: \(remaining.text), \(remaining.inHand) in hand" }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Numbers alone: the encoder refuses none of them.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
