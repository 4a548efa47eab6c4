import Crypto
import Foundation
import HTTPSemantics
import Observability
import Signatures

extension Site {
    /// By Standard Webhooks, with the newest secret of `shop` unless another is given.
    static func webhook(_ body: [UInt8], id: String, at time: Date, _ secret: String = newSecret) throws -> HTTPFields {
        guard let signer = StandardWebhooks(secrets: [Secret(secret)]) else { return [:] }
        return try signer.sign(body, id: id, at: time)
    }

    /// An HTTP message signature for a bare file, written anew: what is covered is what there is, but for what is left out.
    static func signedFile(
        _ body: [UInt8], to channel: String = "kiosk", contact: String = "anna", message: String = "m-1", at time: Date,
        adding others: [(String, String)] = [], leavingOut left: String? = nil, _ secret: String = newSecret
    ) throws -> HTTPFields {
        let covered =
            [
                ("content-type", "text/plain"), ("content-disposition", "attachment; filename=\"note.txt\""),
                ("content-digest", "sha-256=:\(Data(try SHA256.hash(body).bytes).base64EncodedString()):"),
                ("lazaret-contact-id", contact), ("lazaret-message-id", message),
            ] + others
        let lines = ([("@method", "POST"), ("@path", "/channels/\(channel)/messages")] + covered).filter { $0.0 != left }
        let parameters =
            "(\(lines.map { "\"\($0.0)\"" }.joined(separator: " ")));created=\(Int(time.timeIntervalSince1970));keyid=\"kiosk\""
        let base = (lines + [("@signature-params", parameters)]).map { "\"\($0.0)\": \($0.1)" }.joined(separator: "\n")
        let code = try HMACSHA256.authenticate(key: Array(secret.utf8), message: Array(base.utf8))
        var fields: HTTPFields = [
            "Signature-Input": "sig=\(parameters)", "Signature": "sig=:\(Data(code.bytes).base64EncodedString()):",
        ]
        for (name, value) in covered { fields.append(name, value) }
        return fields
    }

    /// Sends to one of the routes of a channel, with these fields alone.
    func post(_ body: [UInt8], _ fields: HTTPFields, to path: String = "/channels/shop/messages") async throws -> Answer {
        var fields = fields
        if fields["Content-Type"] == nil { fields["Content-Type"] = "application/json" }
        if fields["Prefer"] == nil { fields["Prefer"] = "wait=0" }
        return try await send(.post, path, fields: fields, body: body)
    }
}
