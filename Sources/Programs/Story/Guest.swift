import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// A customer on the platform's own web messenger, whom the gateway hears of from the platform alone.
struct Guest: Sendable {
    let demo: DemoEnvironment
    private let name = "guest-\(UUID().uuidString.lowercased())"

    init(demo: DemoEnvironment) { self.demo = demo }

    /// Sends a file; gives the conversation.
    func write(with file: File) async throws -> String {
        let type = PercentEncoding.encode(file.type)
        let kept = try await post(
            "/simulator/media?name=\(PercentEncoding.encode(file.name))&type=\(type)", file.bytes, type: "application/octet-stream")
        guard let media = kept["id"].string else { throw Unmet("the platform did not keep the file: \(kept.text)") }
        let sent = try await post(
            "/simulator/customers/messages", Array(#"{"from":"\#(name)","mediaId":"\#(media)"}"#.utf8), type: "application/json")
        guard let conversation = sent["conversationId"].string else { throw Unmet("the message went nowhere: \(sent.text)") }
        return conversation
    }

    /// What the gateway knows of a conversation's files.
    func attachments(in conversation: String) async throws -> [JSON] {
        let fields: HTTPFields = ["Authorization": "Bearer \(DemoEnvironment.key)"]
        let url = demo.gatewayURL + "/attachments?conversation=\(conversation)"
        let answer = try await demo.http.send(.init(url: url, fields: fields))
        return try JSON(answer: answer.body)["attachments"].elements
    }

    /// Waits until a conversation's only file is in a state, and names it.
    func attachment(in conversation: String, becomes state: String) async throws -> String {
        try await Wait.until("a file of the conversation is \(state)", atMost: .seconds(30)) {
            try await attachments(in: conversation).first?["state"].string == state
        }
        guard let id = try await attachments(in: conversation).first?["id"].string else { throw Unmet("it is not there any more") }
        return id
    }

    /// Waits until scripts and flows see what was found out.
    func waitForFlag(_ status: String, on conversation: String) async throws {
        try await Wait.until("the conversation is flagged \(status)", atMost: .seconds(30)) {
            let answer = try await demo.http.send(.init(url: demo.platformURL + "/simulator/conversations"))
            return try JSON(answer: answer.body).flags(of: conversation)["file_scan_status"].string == status
        }
    }

    private func post(_ path: String, _ body: [UInt8], type: String) async throws -> JSON {
        let answer = try await demo.http.send(
            .init(method: .post, url: demo.platformURL + path, fields: ["Content-Type": type], body: body))
        return try JSON(answer: answer.body)
    }
}

extension JSON {
    /// The customer's attributes in a conversation of the list.
    fileprivate func flags(of conversation: String) -> JSON {
        self["conversations"].elements.first { $0["id"].string == conversation }?["attributes"] ?? .null
    }
}
