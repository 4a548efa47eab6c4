import Foundation
import HTTPClient
import HTTPSemantics
import Synchronization

/// The simulator's own routes: customers who write, things that go wrong, and a look at what came of it.
struct SimulatedPlatform: Sendable {
    let address: String
    let http: HTTPClient

    struct Conversation: Decodable, Sendable {
        struct Message: Decodable, Sendable {
            let id: String
            let text: String?
            let direction: String
        }

        let id: String
        let attributes: [String: String]?
        let state: String?
    }

    /// A customer writes on the platform's own web messenger, with a file.
    /// - Returns: the identifiers of the message and of its conversation.
    @discardableResult
    func write(
        _ bytes: [UInt8], named name: String, type: String = "text/plain", from customer: String, knownAs contact: String? = nil
    ) async throws -> (message: String, conversation: String) {
        let media = try await post("/simulator/media?name=\(name)&type=\(type)", bytes, type: "application/octet-stream")
        let message = try await post(
            "/simulator/customers/messages",
            Array(
                (#"{"from":"\#(customer)","mediaId":"\#(media["id"] ?? "")""#
                    + (contact.map { #","externalContactId":"\#($0)""# } ?? "") + "}").utf8))
        return (message["id"] ?? "", message["conversationId"] ?? "")
    }

    func faults(_ json: String) async throws {
        let fields: HTTPFields = ["Content-Type": "application/json"]
        let answer = try await http.send(
            .init(method: .put, url: address + "/simulator/faults", fields: fields, body: Array(json.utf8)))
        guard answer.status == 204 else { throw Refused(text: String(decoding: answer.body, as: UTF8.self)) }
    }

    func dropSockets() async throws { _ = try await post("/simulator/sockets", Array(#"{"event":"dropped"}"#.utf8)) }

    /// The texts of everything that came and went.
    func texts() async throws -> [String] { try await members("text") }

    /// The conversation of each message.
    func conversationIDs() async throws -> [String] { try await members("conversationId") }

    /// A member of each message, where it has it.
    func members(_ name: String) async throws -> [String] {
        let answer = try await http.send(.init(url: address + "/simulator/messages", maximumResponseBytes: 32 << 20))
        let list = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [[String: Any]] ?? []
        return list.compactMap { $0[name] as? String }
    }

    private struct Refused: Error {
        let text: String
    }

    private func post(_ path: String, _ body: [UInt8], type: String = "application/json") async throws -> [String: String] {
        let answer = try await http.send(
            .init(method: .post, url: address + path, fields: ["Content-Type": type], body: body, timeout: .seconds(20)))
        guard (200..<300).contains(answer.status) else { throw Refused(text: String(decoding: answer.body, as: UTF8.self)) }
        let object = try answer.body.isEmpty ? [:] : JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any] ?? [:]
        return object.compactMapValues { $0 as? String }
    }
}
