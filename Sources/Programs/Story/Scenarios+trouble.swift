import HTTPClient
import HTTPSemantics
import JSON

/// When something is down or dies, nothing is lost and nothing is let through.
extension Scenario {
    static let trouble = [
        Scenario("clamd stopped: an upload waits unreleased; clamd back: it is delivered") { demo in
            await demo.stopScanner()
            let customer = Customer(demo: demo)
            let file = Sample.text.appending("Sent while nobody could scan.\n")
            let id = try await accepted(file, from: customer)
            try await customer.wait(for: id, toBe: "inspected")
            let waiting = try await customer.attachment(id)
            try expect(waiting["link"] == nil, "a link to unscanned bytes was made: \(waiting.text)")
            let ready = try await demo.http.send(.init(url: demo.gatewayURL + "/readyz"))
            try expect(ready.status == 503, "/readyz says \(ready.status) while nobody can scan")

            try await demo.startScanner()
            try await arrived(id, file, from: customer, on: demo)
        },
        Scenario("lazaret killed with SIGKILL between acceptance and delivery: delivered once") { demo in
            await demo.stopPlatform()
            let customer = Customer(demo: demo)
            let file = Sample.text.appending("Sent just before the lights went out.\n")
            let id = try await accepted(file, from: customer)
            await demo.killGateway()
            try await demo.startPlatform()
            try await demo.startGateway()
            try await arrived(id, file, from: customer, on: demo)
        },
    ]

    /// Sends a file without waiting for its outcome, and gives the identifier that the 202 names.
    private static func accepted(_ file: File, from customer: Customer) async throws -> String {
        let answer = try await customer.upload(file, asynchronously: true)
        try expect(answer.status == 202, "expected 202, got \(answer.summary)")
        guard let id = answer.attachment["id"].string else { throw Unmet("the answer names no attachment: \(answer.summary)") }
        try expect(answer.fields["Location"]?.hasSuffix("/attachments/\(id)") == true, "no Location of it: \(answer.fields)")
        return id
    }

    /// The whole story, in the order in which it is told.
    public static let all = delivery + malware + refusals + channels + watcher + cards + trouble
}
