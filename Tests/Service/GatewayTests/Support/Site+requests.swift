import Foundation
import HTTPClient
import HTTPSemantics
import Ledger
import PrivateClamd
import TestSupport
import Testing

extension Site {
    /// An answer, with its body as JSON where it is JSON.
    struct Answer: Sendable {
        let status: Int
        let fields: HTTPFields
        let body: [UInt8]

        var json: JSON { JSON(body) }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    func send(
        _ method: HTTPMethod = .get, _ path: String, as key: Key? = nil, fields: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> Answer {
        var fields = fields
        if let key { fields["Authorization"] = "Bearer \(key.rawValue)" }
        let url = path.hasPrefix("http") ? path : "http://127.0.0.1:\(port)\(path)"
        let response = try await http.send(.init(method: method, url: url, fields: fields, body: body, timeout: .seconds(30)))
        #expect(response.fields["X-Request-Id"]?.isEmpty == false, "\(method.rawValue) \(path) has no X-Request-Id")
        if response.status >= 400, method != .head {
            #expect(response.fields["Content-Type"] == "application/problem+json", "\(method.rawValue) \(path)")
            let json = JSON(response.body)
            #expect(json["status"].number == Double(response.status), "\(method.rawValue) \(path)")
            #expect((json["error"].string ?? "").count > 10, "\(method.rawValue) \(path)")
        }
        return Answer(status: response.status, fields: response.fields, body: response.body)
    }

    /// What `/readyz` says: not a problem document, whatever the status.
    func readiness() async throws -> Answer {
        let response = try await http.send(.init(url: "http://127.0.0.1:\(port)/readyz"))
        return Answer(status: response.status, fields: response.fields, body: response.body)
    }

    /// Sends a form as an uploader.
    func upload(_ form: Form, prefer: String? = nil, query: String = "") async throws -> Answer {
        var fields: HTTPFields = ["Content-Type": "multipart/form-data; boundary=\(Form.boundary)"]
        if let prefer { fields["Prefer"] = prefer }
        return try await send(.post, "/upload\(query)", as: .upload, fields: fields, body: form.bytes)
    }

    /// Sends JSON as an uploader.
    func upload(json body: String, prefer: String? = nil, query: String = "", type: String = "application/json") async throws
        -> Answer
    {
        var fields: HTTPFields = ["Content-Type": type]
        if let prefer { fields["Prefer"] = prefer }
        return try await send(.post, "/upload\(query)", as: .upload, fields: fields, body: Array(body.utf8))
    }

    /// Sends a bare body as an uploader.
    func upload(
        raw body: [UInt8], query: String = "contact_id=customer&filename=note.txt",
        fields: HTTPFields = ["Content-Type": "text/plain"]
    ) async throws -> Answer {
        try await send(.post, "/upload?\(query)", as: .upload, fields: fields, body: body)
    }

    /// A released note's resource.
    func released(named name: String = "note.txt") async throws -> JSON {
        let answer = try await upload(Form().field("contact_id", "customer").file(name, "text/plain", Form.note).closed())
        #expect(answer.status == 200, "\(answer.text)")
        return answer.json["attachment"]
    }

    /// Whether nothing was taken in, and no byte is left of what was not.
    func expectNothing() async throws {
        #expect(try await ledger.attachments(matching: .init()).isEmpty)
        // The last of an abandoned body goes on the server's own thread.
        #expect(
            try await eventually {
                try ["quarantine", "quarantine/incoming", "safe"].allSatisfy { try folder.files(in: $0).isEmpty }
            })
    }
}
