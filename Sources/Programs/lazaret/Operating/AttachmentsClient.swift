import Application
import Configuration
import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// The routes for attachments of a running gateway, asked with an operator's key.
struct AttachmentsClient: Sendable {
    private let gateway: GatewayClient

    /// - Parameters:
    ///   - url: else as the configuration says.
    ///   - key: else `LAZARET_KEY`.
    /// - Throws: `ApplicationError` when there is no key, `CommandError` when the configuration is asked and cannot be read.
    init(url: String?, key: String?, configuration file: String?) throws {
        gateway = try GatewayClient(
            url: try url ?? Self.address(in: file), key: key, environment: ProcessInfo.processInfo.environment)
    }

    static func address(in file: String?) throws -> String {
        let server = try ConfigurationFile.load(file).server
        return server.publicURL(port: server.port).absoluteString
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
        let response = try await gateway.send(method, path, fields: ["Content-Type": "application/json"], body: body)
        guard response.status != 200 else { return Data(response.body) }
        throw ApplicationError(response.status >= 500 ? .unavailable : .refused, GatewayClient.sentence(of: response))
    }

    private static func row(_ bytes: Data) throws -> AttachmentRow {
        do { return try AttachmentRow(bytes) } catch { throw strange }
    }

    private static let strange = ApplicationError(.unavailable, "What answers is no gateway of this version. Check --url.")

    private static func escaped(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.reduce(into: "") { escaped, byte in
            escaped += plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
