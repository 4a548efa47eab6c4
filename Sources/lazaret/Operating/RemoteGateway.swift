import Configuration
import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// A running gateway, asked over HTTP with an operator's key.
struct RemoteGateway: Sendable {
    private let base: String
    private let key: String
    private let http = HTTPClient()

    /// - Throws: `CommandError` when there is no key.
    init(url: String?, key: String?, configuration file: String?) throws {
        guard let key = key ?? ProcessInfo.processInfo.environment["LAZARET_KEY"], !key.isEmpty else {
            throw CommandError.usage("A key is needed: set LAZARET_KEY, or give --key KEY.")
        }
        self.key = key
        if let url {
            base = url.hasSuffix("/") ? String(url.dropLast()) : url
        } else {
            let server = try ConfigurationFile.load(file).server
            let text = server.publicURL(port: server.port).absoluteString
            base = text.hasSuffix("/") ? String(text.dropLast()) : text
        }
    }

    /// One page of attachments.
    func list(_ query: [(name: String, value: String)]) async throws -> [AttachmentRow] {
        let items = query.map { "\($0.name)=\(Self.escaped($0.value))" }.joined(separator: "&")
        let body = try await ask(.get, "/attachments" + (items.isEmpty ? "" : "?" + items))
        guard let answer = try? JSON(parsing: Array(body)), let list = answer["attachments"].array else { throw Self.strange }
        return try list.map { try Self.row(Data($0.bytes)) }
    }

    /// One attachment.
    func attachment(_ id: String) async throws -> AttachmentRow {
        try Self.row(try await ask(.get, "/attachments/\(Self.escaped(id))"))
    }

    /// Carries out a decision and gives the attachment as it is then.
    func decide(_ verb: String, on id: String, reason: String?) async throws -> AttachmentRow {
        let body = reason.map { JSON.object([.init("reason", .string($0))]).bytes } ?? []
        return try Self.row(try await ask(.post, "/attachments/\(Self.escaped(id))/\(verb)", body))
    }

    private func ask(_ method: HTTPMethod, _ path: String, _ body: [UInt8] = []) async throws -> Data {
        let response: HTTPClient.Response
        do {
            response = try await http.send(
                .init(
                    method: method, url: base + path,
                    fields: ["Authorization": "Bearer \(key)", "Content-Type": "application/json"],
                    body: body, maximumResponseBytes: 64 << 20))
        } catch let error as HTTPClientError where error.code == .invalidURL || error.code == .invalidRequest {
            throw CommandError.usage("\(base) cannot be asked: check --url and the key.")
        } catch {
            throw CommandError.unavailable("No gateway answers at \(base): \(error) Start it, or correct --url.")
        }
        guard response.status != 200 else { return Data(response.body) }
        throw CommandError(exitCode: Self.code(response.status), description: Self.sentence(response))
    }

    private static func code(_ status: Int) -> ExitCode {
        switch status {
        case 401, 403: .usage
        case 429, 500...: .unavailable
        default: .no
        }
    }

    private static func sentence(_ response: HTTPClient.Response) -> String {
        (try? JSON(parsing: response.body))?["error"].string
            ?? "The gateway answered \(response.status). Check that --url leads to one."
    }

    private static func row(_ bytes: Data) throws -> AttachmentRow {
        do { return try AttachmentRow(bytes) } catch { throw strange }
    }

    private static let strange = CommandError.unavailable("What answers is no gateway of this version. Check --url.")

    private static func escaped(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.reduce(into: "") { escaped, byte in
            escaped += plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
