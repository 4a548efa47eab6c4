import Crypto
import JSON

/// What is clean reaches the agent, byte for byte.
extension Scenario {
    static let delivery = [
        Scenario("a clean PDF is held, scanned, released, delivered, and fetched unchanged") { demo in
            try await isDelivered(Sample.portableDocument, on: demo)
        },
        Scenario("a clean PNG is delivered, and fetched unchanged") { demo in
            try await isDelivered(Sample.portableNetworkGraphic, on: demo)
        },
        Scenario("a clean JPEG is delivered, and fetched unchanged") { demo in try await isDelivered(Sample.jpeg, on: demo) },
        Scenario("a clean text file is delivered, and fetched unchanged") { demo in try await isDelivered(Sample.text, on: demo)
        },
    ]

    static func isDelivered(_ file: File, on demo: DemoEnvironment) async throws {
        let customer = Customer(demo: demo)
        let answer = try await customer.upload(file)
        try expect(answer.status == 200, "expected 200, got \(answer.summary)")
        try expect(answer.attachment["verdict"]["outcome"].string == "clean", "expected a clean verdict, got \(answer.summary)")
        guard let id = answer.attachment["id"].string else { throw Unmet("the answer names no attachment: \(answer.summary)") }
        try await arrived(id, file, from: customer, on: demo)
    }

    /// Exactly one message with a file has come, with a link to exactly these bytes; a sign of a long scan may stand before it.
    static func arrived(_ id: String, _ file: File, from customer: Customer, on demo: DemoEnvironment) async throws {
        try await customer.wait(for: id, toBe: "delivered")
        let agent = Agent(demo: demo)
        let messages = try await agent.messages(of: customer, atLeast: 1).filter { $0["attachment"] != .null }
        try expect(messages.count == 1, "expected one message, the platform has \(messages.count)")
        let message = messages[0]
        let fetched = message["fetched"]
        try expect(fetched["state"].string == "ok", "the platform could not fetch the link: \(fetched.text)")
        let digest = try SHA256.hash(file.bytes).hex
        try expect(fetched["sha256"].string == digest, "the platform fetched other bytes: \(fetched.text)")
        try expect(message["attachment"]["filename"].string == file.name, "the file came under another name: \(message.text)")

        let link = try await customer.attachment(id)["link"]["url"].string ?? ""
        let (status, bytes) = try await agent.fetch(link)
        try expect(status == 200 && bytes == file.bytes, "the link gave \(status) and \(bytes.count) bytes of \(file.bytes.count)")
        let forged = try await agent.fetch(link.dropLast(4) + "AAAA")
        try expect(forged.status == 403, "a forged link gave \(forged.status)")
    }
}
