import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// A customer's device: sends files to the gateway and follows what becomes of them.
struct Customer: Sendable {
    let demo: DemoEnvironment
    /// Its own for every scenario, so that what arrives for one is not taken for another's.
    let contact = "customer-\(UUID().uuidString.lowercased())"

    /// An answer of the gateway's, read as JSON.
    struct Answer: Sendable {
        let status: Int
        let fields: HTTPFields
        let json: JSON

        var attachment: JSON? { json["attachment"] }
        var summary: String { "\(status) \(json.text)" }
    }

    /// Sends one file as a browser's form does.
    func upload(_ file: File, asynchronously: Bool = false) async throws -> Answer {
        var form = FormBody()
        form.add(field: "contact_id", contact)
        form.add(field: "conversation_id", "conversation-of-\(contact)")
        form.add(file: file)
        form.close()
        return try await send(form.bytes, type: FormBody.contentType, asynchronously: asynchronously)
    }

    /// Sends a body as it is.
    func send(_ body: [UInt8], type: String, path: String = "/upload", asynchronously: Bool = false) async throws -> Answer {
        var fields: HTTPFields = ["Authorization": "Bearer \(DemoEnvironment.key)", "Content-Type": type]
        if asynchronously { fields["Prefer"] = "respond-async" }
        return try await answer(to: .init(method: .post, url: demo.gatewayURL + path, fields: fields, body: body))
    }

    /// What the gateway says of an attachment now.
    func attachment(_ id: String) async throws -> JSON {
        let fields: HTTPFields = ["Authorization": "Bearer \(DemoEnvironment.key)"]
        return try await answer(to: .init(url: demo.gatewayURL + "/attachments/\(id)", fields: fields)).json
    }

    /// Waits until an attachment is in a state.
    func wait(for id: String, toBe state: String) async throws {
        try await Wait.until("attachment \(id) is \(state)", atMost: .seconds(30)) {
            try await attachment(id)["state"].string == state
        }
    }

    func answer(to request: HTTPClient.Request) async throws -> Answer {
        let response = try await demo.http.send(request)
        return Answer(status: response.status, fields: response.fields, json: try JSON(answer: response.body))
    }
}
