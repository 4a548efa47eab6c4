import Crypto
import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// The agent's side: looks at what the platform has received, and fetches links as the platform does.
struct Agent: Sendable {
    let demo: DemoEnvironment

    /// The messages of a customer's, waited for until there are so many and every link was fetched.
    func messages(of customer: Customer, atLeast count: Int) async throws -> [JSON] {
        let path = "/simulator/messages?contact=\(customer.contact)&atLeast=\(count)&settled=true&wait=15"
        let response = try await demo.http.send(.init(url: demo.platformURL + path, timeout: .seconds(20)))
        return try JSON(answer: response.body).elements
    }

    /// Writes to a customer, with a file; gives the message's identifier.
    func write(_ text: String, _ file: File, in conversation: String) async throws -> String {
        let media = try await upload(file)
        return try await post(
            "/simulator/conversations/\(conversation)/messages", ["text": text, "mediaId": media], "id")
    }

    /// Puts a file where the platform keeps the files of messages; gives its identifier.
    func upload(_ file: File) async throws -> String {
        let response = try await demo.http.send(
            .init(
                method: .post, url: "\(demo.platformURL)/simulator/media?name=\(file.name)&type=\(file.type)",
                fields: ["Content-Type": "application/octet-stream"], body: file.bytes))
        guard let id = try JSON(answer: response.body)["id"].string else {
            throw Unmet("the platform took no file: \(response.status)")
        }
        return id
    }

    /// The receipts that came for a message of the agent's, waited for.
    func receipts(of message: String, to customer: Customer) async throws -> [JSON] {
        try await Wait.until("there is a receipt for \(message)", atMost: .seconds(20)) {
            try await !sent(message, to: customer)["receipts"].elements.isEmpty
        }
        return try await sent(message, to: customer)["receipts"].elements
    }

    private func sent(_ message: String, to customer: Customer) async throws -> JSON {
        try await messages(of: customer, atLeast: 0).first { $0["id"].string == message } ?? .null
    }

    private func post(_ path: String, _ body: [String: String], _ member: String) async throws -> String {
        let response = try await demo.http.send(
            .init(
                method: .post, url: demo.platformURL + path, fields: ["Content-Type": "application/json"],
                body: JSON.object(body.mapValues { .string($0) }).bytes))
        guard let value = try JSON(answer: response.body)[member].string else {
            throw Unmet("the platform answered \(response.status): \(String(decoding: response.body, as: UTF8.self))")
        }
        return value
    }

    /// Fetches a link as the platform would, and gives its bytes.
    func fetch(_ url: String) async throws -> (status: Int, bytes: [UInt8]) {
        let response = try await demo.http.send(.init(url: url, maximumResponseBytes: 32_000_000))
        return (response.status, response.body)
    }
}
